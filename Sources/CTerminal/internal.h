#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <stdbool.h>
#include <stdio.h>
#include <termios.h>

// What the files of this target share.

/// The terminal as it was, and the descriptors that lead to it.
struct ct_tty {
    int in;
    int out;
    struct termios saved;
};
extern struct ct_tty ct_tty;

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

/// Keeps standard output and error off the screen (capture.c).
bool ct_capture_begin(void);
void ct_capture_end(void);
/// The same, by nothing but async-signal-safe calls.
void ct_capture_abandon(void);

#endif
