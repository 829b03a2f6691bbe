#define NCURSES_WIDECHAR 1
#include "internal.h"

#include <curses.h>
// In a file of its own: it makes macros of words such as `columns`.
#include <term.h>

void ct_alternate_refuse(void) {
    // Curses cannot be told not to write them.
    ct_output_refuse(enter_ca_mode, exit_ca_mode);
}
