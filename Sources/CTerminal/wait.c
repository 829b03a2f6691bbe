#define _GNU_SOURCE
#include "CTerminal.h"
#include "internal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

/// What the terminal's own descriptor tells: keys, or its end.
static int told(struct pollfd tty) {
    if (tty.revents & (POLLHUP | POLLERR | POLLNVAL)) return CT_EVENT_HANGUP;
    if (!tty.revents) return 0;
    // Readable without anything to read is the end of the terminal.
    int waiting = 0;
    bool is_over = ioctl(tty.fd, FIONREAD, &waiting) == 0 && waiting == 0;
    return is_over ? CT_EVENT_HANGUP : CT_EVENT_KEYS;
}

int ct_wait(int wake, int milliseconds) {
    bool is_drained = ct_is_drained();
    struct pollfd polled[] = {
        {.fd = ct_tty.in, .events = POLLIN, .revents = 0},
        {.fd = ct_signals_fd(), .events = POLLIN, .revents = 0},
        {.fd = wake, .events = POLLIN, .revents = 0},
        {.fd = is_drained ? -1 : ct_output_fd(), .events = POLLOUT, .revents = 0},
    };
    int events = 0;
    if (poll(polled, 4, milliseconds) > 0) {
        uint64_t count;
        // Read to be reset; what it means is in the pending signals.
        if (polled[1].revents) (void)!read(polled[1].fd, &count, sizeof count);
        if (polled[2].revents && read(polled[2].fd, &count, sizeof count) > 0) events |= CT_EVENT_WAKE;
        if (polled[3].revents && ct_output_flush()) events |= CT_EVENT_DRAINED;
        events |= told(polled[0]);
    }
    return events | ct_signals_take();
}
