#define _GNU_SOURCE
#include "CTerminal.h"
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

// Handlers that note a signal and wake the terminal's thread. Handlers and not signalfd: that would need the signals
// blocked in every thread, and the runtime's threads are older than the screen. They are installed before ncurses
// starts, which then leaves the signals alone.

static const struct {
    int number;
    int event;
} signals[] = {
    {SIGWINCH, CT_EVENT_RESIZE},   {SIGINT, CT_EVENT_INTERRUPT}, {SIGTERM, CT_EVENT_TERMINATE},
    {SIGQUIT, CT_EVENT_TERMINATE}, {SIGHUP, CT_EVENT_HANGUP},    {SIGTSTP, CT_EVENT_SUSPEND},
    {SIGCONT, CT_EVENT_CONTINUE},
};
enum { signal_count = sizeof signals / sizeof signals[0] };

/// Who is asked to end has so many seconds to give the terminal back in order.
static const unsigned grace = 2;

static struct sigaction saved[signal_count];
static struct sigaction saved_alarm;
static atomic_int pending;
static int wake = -1;

static void noted(int number) {
    int error = errno;
    for (int i = 0; i < signal_count; i++) {
        if (signals[i].number == number) atomic_fetch_or(&pending, signals[i].event);
    }
    if (number == SIGTERM || number == SIGHUP || number == SIGQUIT) alarm(grace);
    ct_wake(wake);
    errno = error;
}

/// The terminal's thread did not get to it in time.
static void overdue(int number) {
    (void)number;
    ct_tty_reset();
    ct_capture_abandon();
    _exit(128 + SIGTERM);
}

void ct_signals_install(void) {
    atomic_store(&pending, 0);
    wake = ct_wake_open();
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = noted;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGALRM);
    for (int i = 0; i < signal_count; i++) {
        sigaction(signals[i].number, &action, &saved[i]);
        sigaddset(&wanted, signals[i].number);
    }
    action.sa_handler = overdue;
    sigaction(SIGALRM, &action, &saved_alarm);
    // A thread inherits its mask, and those of a thread pool block everything; here at least they must get through.
    pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
}

void ct_signals_restore(void) {
    alarm(0);
    sigaction(SIGALRM, &saved_alarm, NULL);
    for (int i = 0; i < signal_count; i++) sigaction(signals[i].number, &saved[i], NULL);
    ct_wake_close(wake);
    wake = -1;
}

int ct_signals_fd(void) { return wake; }

int ct_signals_take(void) { return atomic_exchange(&pending, 0); }

int ct_wake_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void ct_wake(int descriptor) {
    uint64_t one = 1;
    // A counter that is full wakes as well as one more would.
    if (descriptor >= 0 && write(descriptor, &one, sizeof one) < 0) return;
}

void ct_wake_close(int descriptor) {
    if (descriptor >= 0) close(descriptor);
}
