#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// Curses writes until the terminal has taken everything, and a terminal that nobody reads takes nothing: the thread
// would stand still. So its descriptor leads into memory while it draws, and what it wrote is sent from here, as much
// at a time as the terminal takes. Between frames the descriptor leads to the terminal, for its size and its modes.

/// The terminal by a description of our own: making the shell's non-blocking would outlive us.
static int direct = -1;
static bool is_blocking;
/// Where the curses descriptor leads between frames.
static int home = -1;
static int memory = -1;

static char *line;
static size_t line_used, line_sent, line_size;
static const char *refused[2];

/// Without a description of our own a write must not be larger than what surely fits after poll said that something does.
enum { cautious_count = 128 };

static int reopen(int descriptor) {
    char name[128];
    if (ttyname_r(descriptor, name, sizeof name) != 0) return -1;
    int opened = open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0) return -1;
    struct stat wanted, found;
    if (fstat(descriptor, &wanted) == 0 && fstat(opened, &found) == 0 && wanted.st_rdev == found.st_rdev) return opened;
    close(opened);
    return -1;
}

bool ct_output_open(void) {
    home = fcntl(ct_tty.out, F_DUPFD_CLOEXEC, 3);
    memory = memfd_create("frame", MFD_CLOEXEC);
    direct = reopen(ct_tty.out);
    is_blocking = direct < 0;
    if (is_blocking) direct = fcntl(ct_tty.out, F_DUPFD_CLOEXEC, 3);
    line_used = line_sent = 0;
    if (home >= 0 && memory >= 0 && direct >= 0) return true;
    ct_output_close();
    return false;
}

void ct_output_close(void) {
    if (home >= 0) close(home);
    if (memory >= 0) close(memory);
    if (direct >= 0) close(direct);
    home = memory = direct = -1;
    free(line);
    line = NULL;
    line_used = line_sent = line_size = 0;
    refused[0] = refused[1] = NULL;
}

int ct_output_fd(void) { return direct; }

void ct_output_hold(void) { dup3(memory, ct_tty.out, O_CLOEXEC); }

/// Room for `count` more bytes; NULL when there is no memory, and the bytes are lost.
static char *room(size_t count) {
    if (line_used + count > line_size) {
        size_t wanted = (line_used + count) * 2;
        char *larger = realloc(line, wanted);
        if (!larger) return NULL;
        line = larger;
        line_size = wanted;
    }
    return line + line_used;
}

static void strike(const char *sequence) {
    size_t count = sequence ? strlen(sequence) : 0;
    char *found = count && line ? memmem(line + line_sent, line_used - line_sent, sequence, count) : NULL;
    if (!found) return;
    memmove(found, found + count, (size_t)(line + line_used - found) - count);
    line_used -= count;
}

void ct_output_refuse(const char *first, const char *second) {
    refused[0] = first;
    refused[1] = second;
    for (int i = 0; i < 2; i++) strike(refused[i]);
}

void ct_output_release(void) {
    dup3(home, ct_tty.out, O_CLOEXEC);
    off_t count = lseek(memory, 0, SEEK_CUR);
    if (count <= 0) return;
    char *place = room((size_t)count);
    ssize_t got = place ? pread(memory, place, (size_t)count, 0) : 0;
    if (got > 0) line_used += (size_t)got;
    lseek(memory, 0, SEEK_SET);
    for (int i = 0; i < 2; i++) strike(refused[i]);
}

void ct_output_say(const char *bytes, size_t count) {
    char *place = room(count);
    if (!place) return;
    memcpy(place, bytes, count);
    line_used += count;
}

static bool is_writable(int milliseconds) {
    struct pollfd tty = {.fd = direct, .events = POLLOUT, .revents = 0};
    return poll(&tty, 1, milliseconds) == 1 && (tty.revents & (POLLOUT | POLLHUP | POLLERR));
}

bool ct_output_flush(void) {
    while (line_sent < line_used) {
        size_t count = line_used - line_sent;
        if (is_blocking && !is_writable(0)) return false;
        if (is_blocking && count > cautious_count) count = cautious_count;
        ssize_t sent = write(direct, line + line_sent, count);
        if (sent > 0) {
            line_sent += (size_t)sent;
        } else if (sent == 0 || errno == EAGAIN) {
            return false;
        } else if (errno != EINTR) {
            // The terminal is gone, which reading from it tells as well.
            break;
        }
    }
    line_used = line_sent = 0;
    return true;
}

bool ct_output_drain(int milliseconds) {
    struct timespec now, end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += milliseconds / 1000;
    end.tv_nsec += milliseconds % 1000 * 1000000L;
    while (!ct_output_flush()) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        long left = (end.tv_sec - now.tv_sec) * 1000 + (end.tv_nsec - now.tv_nsec) / 1000000;
        if (left <= 0) return false;
        // A terminal that takes little at a time is writable all the while.
        if (is_writable((int)left)) poll(NULL, 0, 5);
    }
    return true;
}

void ct_tty_reset(void) {
    if (direct < 0) return;
    // What waits in a terminal that nobody reads stands in the way, and so does Ctrl-S. The latter ends with a stop of our
    // own: only what was stopped so can be started so.
    if (!is_writable(0)) {
        tcflush(direct, TCOFLUSH);
        tcflow(direct, TCOOFF);
        tcflow(direct, TCOON);
    }
    if (!is_blocking || is_writable(0)) {
        if (write(direct, ct_tty.reset, ct_tty.reset_length) < 0) { /* Nothing is left to try. */
        }
    }
    tcsetattr(direct, TCSANOW, &ct_tty.saved);
}
