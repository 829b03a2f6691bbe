#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct ct_tty ct_tty = {.in = -1, .out = -1};

enum { role_count = 32, paste_begin = KEY_MAX + 1, paste_end = KEY_MAX + 2 };

static SCREEN *screen;
static FILE *output;
static FILE *input;
/// Keys are read from a pad: reading from a window that was drawn on would refresh it.
static WINDOW *keys;
static int colours;
static bool is_utf8;
static bool is_pasting;
static int attributes[role_count];

static void say(const char *bytes) {
    if (write(ct_tty.out, bytes, strlen(bytes)) < 0) return;
}

/// An unset locale means ASCII to ncurses, whatever the terminal is; most systems have a UTF-8 one that needs no country.
static void choose_locale(void) {
    setlocale(LC_CTYPE, "");
    is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    const char *all = getenv("LC_ALL");
    const char *type = getenv("LC_CTYPE");
    const char *lang = getenv("LANG");
    bool is_chosen = (all && *all) || (type && *type) || (lang && *lang);
    // Who asked for another character set gets it: the terminal may know no better.
    if (!is_utf8 && !is_chosen && setlocale(LC_CTYPE, "C.UTF-8")) is_utf8 = true;
}

static bool can_do(const char *capability) {
    const char *sequence = tigetstr(capability);
    return sequence && sequence != (const char *)-1;
}

static const char *start_curses(void) {
    const char *term = getenv("TERM");
    if (!term || !*term) return "TERM is not set";
    if (strcmp(term, "dumb") == 0) return "the terminal is dumb (TERM=dumb)";
    use_env(FALSE);
    use_tioctl(TRUE);
    // newterm and not initscr, which ends the process when it fails.
    screen = newterm(term, output, input);
    if (!screen) screen = newterm("xterm-256color", output, input);
    if (!screen) return "TERM names no terminal that is known here";
    if (can_do("cup") && can_do("clear")) return NULL;
    endwin();
    delscreen(screen);
    screen = NULL;
    return "the terminal cannot move its cursor";
}

static const char *give_up(const char *reason) {
    ct_signals_restore();
    if (output) fclose(output);
    if (input) fclose(input);
    output = input = NULL;
    ct_tty.in = ct_tty.out = -1;
    return reason;
}

const char *ct_open(bool with_colours) {
    if (screen) return "a screen is open already";
    if (!isatty(STDIN_FILENO)) return "standard input is not a terminal";
    if (!isatty(STDOUT_FILENO)) return "standard output is not a terminal";
    ct_tty.in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    ct_tty.out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (ct_tty.in < 0 || ct_tty.out < 0 || tcgetattr(ct_tty.in, &ct_tty.saved) != 0) {
        close(ct_tty.in);
        close(ct_tty.out);
        ct_tty.in = ct_tty.out = -1;
        return "the terminal cannot be opened";
    }
    choose_locale();
    ct_signals_install();
    input = fdopen(ct_tty.in, "r");
    output = fdopen(ct_tty.out, "w");
    const char *reason = start_curses();
    if (reason) return give_up(reason);
    ct_crash_install();
    if (!getenv("ESCDELAY")) set_escdelay(25);
    cbreak();
    noecho();
    nonl();
    curs_set(0);
    leaveok(stdscr, FALSE);
    keys = newpad(1, 1);
    keypad(keys, TRUE);
    nodelay(keys, TRUE);
    define_key("\033[200~", paste_begin);
    define_key("\033[201~", paste_end);
    say("\033[?2004h");
    colours = 0;
    // Starting colours is enough to make curses send them.
    if (with_colours && start_color() == OK && has_colors() && use_default_colors() == OK) colours = COLORS;
    is_pasting = false;
    ct_capture_begin();
    return NULL;
}

void ct_close(void) {
    if (!screen) return;
    say("\033[?2004l");
    // Some emulators mix the two screens when a window was resized meanwhile; what is blank cannot show through.
    erase();
    ct_present();
    endwin();
    delwin(keys);
    delscreen(screen);
    screen = NULL;
    keys = NULL;
    tcsetattr(ct_tty.in, TCSADRAIN, &ct_tty.saved);
    ct_crash_restore();
    give_up(NULL);
    ct_capture_end();
}

int ct_colours(void) { return colours; }

bool ct_is_utf8(void) { return is_utf8; }

void ct_size(int *columns, int *rows) {
    struct winsize size;
    if (ioctl(ct_tty.out, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        // Only here and never in a handler: resizeterm allocates.
        if (size.ws_col != COLS || size.ws_row != LINES) resizeterm(size.ws_row, size.ws_col);
    }
    *columns = COLS;
    *rows = LINES;
}

// MARK: Drawing

void ct_define_role(int role, int colour, int wanted) {
    if (role < 0 || role >= role_count) return;
    attributes[role] = wanted;
    if (colours > 0) init_extended_pair(role + 1, colour < colours ? colour : -1, -1);
}

void ct_put(int row, int column, const char *text, int role, bool selected) {
    int wanted = role >= 0 && role < role_count ? attributes[role] : 0;
    attr_t attr = A_NORMAL;
    if (wanted & CT_BOLD) attr |= A_BOLD;
    if (wanted & CT_UNDERLINE) attr |= A_UNDERLINE;
    if (((wanted & CT_REVERSE) != 0) != selected) attr |= A_REVERSE;
    int pair = colours > 0 ? role + 1 : 0;
    wattr_set(stdscr, attr, (short)pair, &pair);
    // At the last cell of the screen addstr reports an error, because the cursor has nowhere to go; the cell is drawn.
    mvaddstr(row, column, text);
    attrset(A_NORMAL);
}

void ct_move(int row, int column) { move(row, column); }

bool ct_present(void) {
    struct pollfd tty = {.fd = ct_tty.out, .events = POLLOUT, .revents = 0};
    // A terminal that is not read from, or stopped with Ctrl-S, must not stop the thread.
    if (poll(&tty, 1, 0) != 1 || !(tty.revents & POLLOUT)) return false;
    refresh();
    return true;
}

void ct_redraw(void) { clearok(stdscr, TRUE); }

void ct_suspend(void) {
    say("\033[?2004l");
    def_prog_mode();
    endwin();
    ct_signals_restore();
    raise(SIGTSTP);
    ct_signals_install();
    reset_prog_mode();
    say("\033[?2004h");
    clearok(stdscr, TRUE);
    refresh();
}

// MARK: Keys

static int named(wint_t code) {
    switch (code) {
    case KEY_UP: return CT_KEY_UP;
    case KEY_DOWN: return CT_KEY_DOWN;
    case KEY_LEFT: return CT_KEY_LEFT;
    case KEY_RIGHT: return CT_KEY_RIGHT;
    case KEY_PPAGE: return CT_KEY_PAGE_UP;
    case KEY_NPAGE: return CT_KEY_PAGE_DOWN;
    case KEY_HOME: return CT_KEY_HOME;
    case KEY_END: return CT_KEY_END;
    case KEY_BTAB: return CT_KEY_BACK_TAB;
    case KEY_BACKSPACE: return CT_KEY_BACKSPACE;
    case KEY_ENTER: return CT_KEY_ENTER;
    default: return CT_KEY_OTHER;
    }
}

int ct_read_key(void) {
    for (;;) {
        wint_t code;
        int kind = wget_wch(keys, &code);
        if (kind == ERR) return CT_KEY_NONE;
        if (kind == KEY_CODE_YES && code == paste_begin) {
            is_pasting = true;
        } else if (kind == KEY_CODE_YES && code == paste_end) {
            is_pasting = false;
        } else if (!is_pasting) {
            return kind == KEY_CODE_YES ? named(code) : (int)code;
        }
    }
}

int ct_wait(int wake, int milliseconds) {
    struct pollfd polled[] = {
        {.fd = ct_tty.in, .events = POLLIN, .revents = 0},
        {.fd = ct_signals_fd(), .events = POLLIN, .revents = 0},
        {.fd = wake, .events = POLLIN, .revents = 0},
    };
    int events = 0;
    if (poll(polled, 3, milliseconds) > 0) {
        uint64_t count;
        // Read to be reset; what it means is in the pending signals.
        if (polled[1].revents) (void)!read(polled[1].fd, &count, sizeof count);
        if (polled[2].revents && read(polled[2].fd, &count, sizeof count) > 0) events |= CT_EVENT_WAKE;
        if (polled[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
            events |= CT_EVENT_HANGUP;
        } else if (polled[0].revents) {
            // Readable without anything to read is the end of the terminal.
            int waiting = 0;
            bool is_over = ioctl(ct_tty.in, FIONREAD, &waiting) == 0 && waiting == 0;
            events |= is_over ? CT_EVENT_HANGUP : CT_EVENT_KEYS;
        }
    }
    return events | ct_signals_take();
}
