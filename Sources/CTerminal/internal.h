#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <stdbool.h>
#include <stdio.h>
#include <termios.h>

// What the files of this target share.

/// The terminal as it was, and the descriptors that lead to it.
struct ct_tty {
    int in;
    /// The one curses writes to; while output is held it leads elsewhere (output.c).
    int out;
    struct termios saved;
    /// As it is while the screen is up.
    struct termios shown;
    /// Leaves every mode the screen may be in, whatever was sent before.
    char reset[96];
    size_t reset_length;
};
extern struct ct_tty ct_tty;

/// What is sent to the terminal (output.c).
bool ct_output_open(void);
void ct_output_close(void);
/// A descriptor that leads to the terminal, whatever is held.
int ct_output_fd(void);
/// From here on what curses writes is kept.
void ct_output_hold(void);
/// What curses wrote stands in line to be sent.
void ct_output_release(void);
void ct_output_say(const char *bytes, size_t count);
/// Sends what the terminal takes without waiting. True when nothing is left.
bool ct_output_flush(void);
/// Sends for at most this long. True when nothing is left.
bool ct_output_drain(int milliseconds);
/// Up to two sequences that curses writes and the terminal never sees, from what stands in line on; NULL for none.
void ct_output_refuse(const char *first, const char *second);

/// Makes curses stay on the screen that is there (alternate.c).
void ct_alternate_refuse(void);

/// Gives the terminal back at once, by nothing but async-signal-safe calls.
void ct_tty_reset(void);

/// Signals as events (signals.c).
void ct_signals_install(void);
void ct_signals_restore(void);
/// The descriptor that becomes readable with a signal.
int ct_signals_fd(void);
/// The ct_events of the signals since the last call.
int ct_signals_take(void);

/// Restores the screen when the program crashes (crash.c).
void ct_crash_install(void);
void ct_crash_restore(void);

/// Prepares reading keys and the mouse (keys.c).
void ct_keys_open(void);
void ct_keys_close(void);

/// Keeps standard output and error off the screen (capture.c).
bool ct_capture_begin(void);
void ct_capture_end(void);
/// The same, by nothing but async-signal-safe calls.
void ct_capture_abandon(void);

#endif
