#define _GNU_SOURCE
#include "internal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A crash leaves the terminal as it was found, and what reports crashes (Swift's backtrace) reports on a sane screen.

static const int signals[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE};
enum { signal_count = sizeof signals / sizeof signals[0] };

static struct sigaction saved[signal_count];
static stack_t saved_stack;
static void *stack;

// Leaves bracketed paste, attributes, the alternate character set, keypad mode and the alternate screen; shows the cursor.
static const char reset[] = "\033[?2004l\033[m\017\033[?1l\033>\033[?1049l\033[?25h\r";

static void crashed(int number, siginfo_t *info, void *context) {
    (void)context;
    if (write(ct_tty.out, reset, sizeof reset - 1) < 0) { /* Nothing is left to try. */
    }
    tcsetattr(ct_tty.in, TCSANOW, &ct_tty.saved);
    ct_capture_abandon();
    for (int i = 0; i < signal_count; i++) sigaction(signals[i], &saved[i], NULL);
    // A fault happens again on return and finds the action that was there before; one that was sent does not.
    if (info->si_code <= 0) raise(number);
}

void ct_crash_install(void) {
    stack = malloc(64 * 1024);
    if (stack) {
        stack_t ours = {.ss_sp = stack, .ss_size = 64 * 1024, .ss_flags = 0};
        sigaltstack(&ours, &saved_stack);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = crashed;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < signal_count; i++) sigaction(signals[i], &action, &saved[i]);
}

void ct_crash_restore(void) {
    for (int i = 0; i < signal_count; i++) sigaction(signals[i], &saved[i], NULL);
    if (!stack) return;
    sigaltstack(&saved_stack, NULL);
    free(stack);
    stack = NULL;
}
