#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct ct_tty ct_tty = {.in = -1, .out = -1};

enum { role_count = 64 };

static SCREEN *screen;
static FILE *output;
static FILE *input;
static int colours;
static bool is_utf8;
static bool keeps_screen;
static int attributes[role_count];

/// A terminal that takes nothing for so long is left as it is.
static const int patience = 500;

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

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
    ct_output_close();
    if (output) fclose(output);
    if (input) fclose(input);
    output = input = NULL;
    ct_tty.in = ct_tty.out = -1;
    return reason;
}

/// Bracketed paste, the mouse, attributes, the alternate character set, keypad mode and the alternate screen are left,
/// the cursor is shown. The first byte ends a sequence that was cut off.
static void prepare_reset(void) {
    strcpy(ct_tty.reset, "\030\033[?2004l\033[?1000l\033[?1006l\033[m\017\033[?1l\033>");
    // On the normal screen leaving the other one would move the cursor to where it was long ago.
    strcat(ct_tty.reset, keeps_screen ? "\033[999;1H\r\n" : "\033[?1049l");
    strcat(ct_tty.reset, "\033[?25h\r");
    ct_tty.reset_length = strlen(ct_tty.reset);
}

const char *ct_open(struct ct_options options) {
    if (screen) return "a screen is open already";
    if (!isatty(STDIN_FILENO)) return "standard input is not a terminal";
    if (!isatty(STDOUT_FILENO)) return "standard output is not a terminal";
    ct_tty.in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    ct_tty.out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (ct_tty.in < 0 || ct_tty.out < 0 || tcgetattr(ct_tty.in, &ct_tty.saved) != 0 || !ct_output_open()) {
        close(ct_tty.in);
        close(ct_tty.out);
        ct_tty.in = ct_tty.out = -1;
        return "the terminal cannot be opened";
    }
    keeps_screen = options.keeps_screen;
    prepare_reset();
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
    tcgetattr(ct_tty.in, &ct_tty.shown);
    // Up to here nothing was written.
    ct_output_hold();
    curs_set(options.shows_cursor ? 1 : 0);
    leaveok(stdscr, FALSE);
    ct_keys_open();
    colours = 0;
    // Starting colours is enough to make curses send them.
    if (options.has_colours && start_color() == OK && has_colors() && use_default_colors() == OK) colours = COLORS;
    ct_output_release();
    if (keeps_screen) ct_alternate_refuse();
    ct_output_say(paste_on, sizeof paste_on - 1);
    if (options.has_mouse) ct_set_mouse(true);
    ct_capture_begin();
    return NULL;
}

/// Hands the terminal to whoever had it before. False when it does not take what that needs.
static bool hand_over(void) {
    ct_output_say(paste_off, sizeof paste_off - 1);
    ct_output_hold();
    endwin();
    ct_output_release();
    bool is_taken = ct_output_drain(patience);
    if (!is_taken) ct_tty_reset();
    // Without waiting for output, as curses would.
    tcsetattr(ct_tty.in, TCSANOW, &ct_tty.saved);
    return is_taken;
}

void ct_close(void) {
    if (!screen) return;
    // Some emulators mix the two screens when a window was resized meanwhile; what is blank cannot show through.
    if (!keeps_screen) {
        erase();
        ct_present();
    }
    hand_over();
    ct_keys_close();
    ct_crash_restore();
    delscreen(screen);
    screen = NULL;
    give_up(NULL);
    ct_capture_end();
}

static void take_over(void) {
    tcsetattr(ct_tty.in, TCSANOW, &ct_tty.shown);
    ct_output_say(paste_on, sizeof paste_on - 1);
    clearok(stdscr, TRUE);
}

void ct_suspend(void) {
    hand_over();
    ct_signals_restore();
    raise(SIGTSTP);
    ct_signals_install();
    take_over();
}

void ct_continue(void) {
    // Whoever had the terminal meanwhile may have left it in any mode: curses starts over.
    ct_output_hold();
    endwin();
    ct_output_release();
    take_over();
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

bool ct_is_drained(void) { return ct_output_flush(); }

bool ct_present(void) {
    // What waits would be followed by more and more: the newest frame alone counts.
    if (!ct_output_flush()) return false;
    ct_output_hold();
    refresh();
    ct_output_release();
    ct_output_flush();
    return true;
}

void ct_redraw(void) { clearok(stdscr, TRUE); }
