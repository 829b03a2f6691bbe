#define _GNU_SOURCE
#include "internal.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A crash leaves the terminal as it was found, and what reports crashes (Swift's backtrace) reports on a sane screen.

static const int signals[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE};
enum { signal_count = sizeof signals / sizeof signals[0] };

static struct sigaction saved[signal_count];
static stack_t saved_stack;
static void *stack;
static atomic_bool is_guarded;

static void crashed(int number, siginfo_t *info, void *context) {
    (void)context;
    ct_tty_reset();
    ct_capture_abandon();
    atomic_store(&is_guarded, false);
    for (int i = 0; i < signal_count; i++) sigaction(signals[i], &saved[i], NULL);
    // A fault happens again on return and finds the action that was there before; one that was sent does not.
    if (info->si_code <= 0) raise(number);
}

/// Another part of the program called exit, on another thread, while the screen was up.
static void left(void) {
    if (!atomic_exchange(&is_guarded, false)) return;
    ct_tty_reset();
    ct_capture_abandon();
}

void ct_crash_install(void) {
    static bool is_registered;
    if (!is_registered) is_registered = atexit(left) == 0;
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
    atomic_store(&is_guarded, true);
}

void ct_crash_restore(void) {
    atomic_store(&is_guarded, false);
    for (int i = 0; i < signal_count; i++) sigaction(signals[i], &saved[i], NULL);
    if (!stack) return;
    sigaltstack(&saved_stack, NULL);
    free(stack);
    stack = NULL;
}
