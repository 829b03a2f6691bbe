#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdbool.h>
#include <stdint.h>

// A terminal for Swift: a dozen plain functions over ncurses, whose header is macros and globals that Swift 6 refuses.
// There is one screen in a process; all functions but ct_wake are for the thread that opened it.

/// Keys that are not characters. Characters are their code points, control keys those below 0x20.
enum ct_key {
    CT_KEY_NONE = -1,
    CT_KEY_UP = -2,
    CT_KEY_DOWN = -3,
    CT_KEY_LEFT = -4,
    CT_KEY_RIGHT = -5,
    CT_KEY_PAGE_UP = -6,
    CT_KEY_PAGE_DOWN = -7,
    CT_KEY_HOME = -8,
    CT_KEY_END = -9,
    CT_KEY_BACK_TAB = -10,
    CT_KEY_BACKSPACE = -11,
    CT_KEY_ENTER = -12,
    /// A key this program has no name for.
    CT_KEY_OTHER = -13,
    CT_KEY_INSERT = -14,
    CT_KEY_DELETE = -15,
    /// The left mouse button was pressed at ct_clicked.
    CT_KEY_CLICK = -16,
    CT_KEY_WHEEL_UP = -17,
    CT_KEY_WHEEL_DOWN = -18,
    /// Text was pasted: ct_pasted.
    CT_KEY_PASTE = -19,
    /// F1; F12 is this minus 11.
    CT_KEY_F1 = -101,
};

/// What ended a wait; several at once are possible.
enum ct_event {
    CT_EVENT_KEYS = 1,
    CT_EVENT_WAKE = 2,
    CT_EVENT_RESIZE = 4,
    CT_EVENT_INTERRUPT = 8,
    CT_EVENT_TERMINATE = 16,
    CT_EVENT_SUSPEND = 32,
    CT_EVENT_HANGUP = 64,
    /// The process goes on after it was stopped by somebody else.
    CT_EVENT_CONTINUE = 128,
    /// The terminal has taken all that waited for it.
    CT_EVENT_DRAINED = 256,
};

enum ct_attribute {
    CT_BOLD = 1,
    CT_UNDERLINE = 2,
    CT_REVERSE = 4,
};

struct ct_options {
    bool has_colours;
    bool has_mouse;
    /// Draws over what the terminal shows, without its alternate screen.
    bool keeps_screen;
    /// For screen readers and input methods, which follow it.
    bool shows_cursor;
};

/// Takes over the terminal. Returns NULL, or why there can be no screen, in words; nothing was changed then.
const char *ct_open(struct ct_options options);
/// Gives the terminal back as it was and replays what was written to standard output and error meanwhile. Harmless when
/// nothing is open.
void ct_close(void);

/// How many colours there are: 0, 8 or more.
int ct_colours(void);
/// Whether anything but ASCII can be shown.
bool ct_is_utf8(void);
/// Takes over a changed window size and tells it.
void ct_size(int *columns, int *rows);

/// What roles look like; `colour` is -1 for the terminal's own.
void ct_define_role(int role, int colour, int attributes);
/// Puts text that holds no control characters.
void ct_put(int row, int column, const char *text, int role, bool selected);
void ct_move(int row, int column);
/// Sends what changed; never waits. False when the terminal has not taken what was sent before: nothing more was sent,
/// and the next ct_present after CT_EVENT_DRAINED sends it all.
bool ct_present(void);
/// Whether the terminal has taken all that was sent.
bool ct_is_drained(void);
/// Forgets what the terminal shows, so that the next ct_present sends everything.
void ct_redraw(void);
/// Stops the process as Ctrl-Z does; returns when it goes on.
void ct_suspend(void);
/// Takes the terminal over again after CT_EVENT_CONTINUE.
void ct_continue(void);
/// Turns clicks and the wheel into keys, or leaves the mouse to the terminal.
void ct_set_mouse(bool is_on);
enum { CT_COPY_MAX = 55500 };
/// Asks the terminal to take text into its clipboard (OSC 52). False when there is more of it than terminals take.
bool ct_copy(const char *text);

enum { CT_PASTE_MAX = 4096 };
/// The next key that was pressed, or CT_KEY_NONE. What is pasted is one key, however long it is.
int ct_read_key(void);
/// The text of the last CT_KEY_PASTE, at most CT_PASTE_MAX bytes.
const char *ct_pasted(void);
/// The place of the last CT_KEY_CLICK.
void ct_clicked(int *row, int *column);
/// Waits for at most this long; `wake` is the descriptor of ct_wake_open, or -1 not to be woken. Returns ct_events.
int ct_wait(int wake, int milliseconds);

/// A descriptor through which any thread can end a wait; -1 when there are none left.
int ct_wake_open(void);
void ct_wake(int wake);
void ct_wake_close(int wake);

/// How many cells the C library says a scalar takes; -1 when it does not know.
int ct_width(uint32_t scalar);

int64_t ct_monotonic_nanoseconds(void);
int64_t ct_wall_milliseconds(void);

#endif
