#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <string.h>

// Keys, the mouse, and what is pasted.

enum { paste_begin = KEY_MAX + 1, paste_end = KEY_MAX + 2 };

/// Keys are read from a pad: reading from a window that was drawn on would refresh it.
static WINDOW *pad;
static bool is_pasting;
/// When something of the paste came last. One whose end got lost must not swallow keys for ever.
static int64_t last_pasted;
static const int64_t paste_silence_max = 5000000000;
static char pasted[CT_PASTE_MAX + 1];
static size_t pasted_used;
static int clicked_row, clicked_column;

void ct_keys_open(void) {
    pad = newpad(1, 1);
    keypad(pad, TRUE);
    nodelay(pad, TRUE);
    define_key("\033[200~", paste_begin);
    define_key("\033[201~", paste_end);
    // Terminals that were told to send the other kind, and do not: taken for Esc and a letter, an arrow would do anything.
    static const int arrows[] = {KEY_UP, KEY_DOWN, KEY_RIGHT, KEY_LEFT};
    for (int i = 0; i < 4; i++) {
        define_key((char[]){'\033', '[', (char)('A' + i), 0}, arrows[i]);
        define_key((char[]){'\033', 'O', (char)('A' + i), 0}, arrows[i]);
    }
    define_key("\033[H", KEY_HOME);
    define_key("\033[F", KEY_END);
    // A frame is drawn whole, however many keys wait.
    typeahead(-1);
    // Otherwise a press is held back until it is clear that it is no double click.
    mouseinterval(0);
    is_pasting = false;
}

void ct_keys_close(void) {
    delwin(pad);
    pad = NULL;
}

/// A press and a release that arrive together, as over a network, are made one click whatever the interval is; for that
/// releases must be asked for too.
static const mmask_t presses =
    BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON1_TRIPLE_CLICKED;

void ct_set_mouse(bool is_on) {
    ct_output_hold();
    mousemask(is_on ? presses | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
    ct_output_release();
}

const char *ct_pasted(void) { return pasted; }

void ct_clicked(int *row, int *column) {
    *row = clicked_row;
    *column = clicked_column;
}

static int mouse_key(void) {
    MEVENT event;
    if (getmouse(&event) != OK) return CT_KEY_OTHER;
    if (event.bstate & BUTTON4_PRESSED) return CT_KEY_WHEEL_UP;
    if (event.bstate & BUTTON5_PRESSED) return CT_KEY_WHEEL_DOWN;
    if (!(event.bstate & presses)) return CT_KEY_OTHER;
    clicked_row = event.y;
    clicked_column = event.x;
    return CT_KEY_CLICK;
}

static int named(wint_t code) {
    if (code >= KEY_F(1) && code <= KEY_F(12)) return CT_KEY_F1 - (int)(code - KEY_F(1));
    switch (code) {
    case KEY_UP: return CT_KEY_UP;
    case KEY_DOWN: return CT_KEY_DOWN;
    case KEY_LEFT: return CT_KEY_LEFT;
    case KEY_RIGHT: return CT_KEY_RIGHT;
    case KEY_PPAGE: return CT_KEY_PAGE_UP;
    case KEY_NPAGE: return CT_KEY_PAGE_DOWN;
    case KEY_HOME: return CT_KEY_HOME;
    case KEY_END: return CT_KEY_END;
    case KEY_IC: return CT_KEY_INSERT;
    case KEY_DC: return CT_KEY_DELETE;
    case KEY_BTAB: return CT_KEY_BACK_TAB;
    case KEY_BACKSPACE: return CT_KEY_BACKSPACE;
    case KEY_ENTER: return CT_KEY_ENTER;
    case KEY_MOUSE: return mouse_key();
    default: return CT_KEY_OTHER;
    }
}

/// Adds a character to what is pasted, in UTF-8; what does not fit any more is left out.
static void paste(wint_t c) {
    unsigned char bytes[4];
    size_t count;
    if (c < 0x80) {
        bytes[0] = (unsigned char)c;
        count = 1;
    } else if (c < 0x800) {
        bytes[0] = (unsigned char)(0xC0 | c >> 6);
        bytes[1] = (unsigned char)(0x80 | (c & 0x3F));
        count = 2;
    } else if (c < 0x10000) {
        bytes[0] = (unsigned char)(0xE0 | c >> 12);
        bytes[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (unsigned char)(0x80 | (c & 0x3F));
        count = 3;
    } else {
        bytes[0] = (unsigned char)(0xF0 | c >> 18);
        bytes[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
        bytes[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        bytes[3] = (unsigned char)(0x80 | (c & 0x3F));
        count = 4;
    }
    if (c == 0 || pasted_used + count > CT_PASTE_MAX) return;
    memcpy(pasted + pasted_used, bytes, count);
    pasted_used += count;
}

static int end_paste(void) {
    is_pasting = false;
    pasted[pasted_used] = 0;
    return CT_KEY_PASTE;
}

/// Passes over a sequence nobody knows, of which Esc was read: an answer of the terminal, a key of another one, a word
/// about focus. Taken for keys, its letters would do anything. What a person types after Esc does not come in the same
/// breath with a bracket.
static bool skip_sequence(void) {
    wint_t c;
    int kind = wget_wch(pad, &c);
    if (kind == KEY_CODE_YES) ungetch((int)c);
    if (kind == OK && c != '[') unget_wch((wchar_t)c);
    if (kind != OK || c != '[') return false;
    // Its rest may be on its way over a slow line.
    wtimeout(pad, 50);
    while (wget_wch(pad, &c) == OK && c >= 0x20 && c < 0x40) continue;
    nodelay(pad, TRUE);
    return true;
}

int ct_read_key(void) {
    for (;;) {
        wint_t code;
        int kind = wget_wch(pad, &code);
        if (kind == ERR) return CT_KEY_NONE;
        bool is_named = kind == KEY_CODE_YES;
        if (!is_named && code == 27 && !is_pasting && skip_sequence()) continue;
        int64_t now = ct_monotonic_nanoseconds();
        if (is_named && code == paste_begin) {
            is_pasting = true;
            pasted_used = 0;
        } else if (is_named && code == paste_end) {
            if (is_pasting) return end_paste();
        } else if (is_pasting && now - last_pasted > paste_silence_max) {
            // This key is lost with it, which is safer than to take the rest of a paste for keys.
            return end_paste();
        } else if (!is_pasting) {
            return is_named ? named(code) : (int)code;
        } else if (!is_named) {
            paste(code);
        }
        last_pasted = now;
    }
}
