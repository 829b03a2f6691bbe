#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

// While the screen is up, whatever writes to standard output or error writes into a pipe, which is read back
// afterwards. A full pipe makes further writes fail instead of waiting: nobody reads it before the end.

static const int capacity = 64 * 1024;
static int saved[2] = {-1, -1};
static int pipe_read = -1;

bool ct_capture_begin(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    fcntl(ends[1], F_SETPIPE_SZ, capacity);
    for (int i = 0; i < 2; i++) {
        saved[i] = fcntl(STDOUT_FILENO + i, F_DUPFD_CLOEXEC, 3);
        if (saved[i] >= 0) dup2(ends[1], STDOUT_FILENO + i);
    }
    close(ends[1]);
    pipe_read = ends[0];
    return true;
}

void ct_capture_abandon(void) {
    if (pipe_read < 0) return;
    for (int i = 0; i < 2; i++) {
        if (saved[i] >= 0) dup2(saved[i], STDOUT_FILENO + i);
        if (saved[i] >= 0) close(saved[i]);
        saved[i] = -1;
    }
    char bytes[4096];
    ssize_t count;
    // Which of the two it came from is not known; it was for people, and people read standard error.
    while ((count = read(pipe_read, bytes, sizeof bytes)) > 0) {
        if (write(STDERR_FILENO, bytes, (size_t)count) < 0) break;
    }
    close(pipe_read);
    pipe_read = -1;
}

void ct_capture_end(void) {
    fflush(stdout);
    ct_capture_abandon();
}
