#define _GNU_SOURCE
#include "internal.h"

#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

int cp_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    for (int end = 0; end < 2; end++) fcntl(ends[end], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

void cp_close_from(int first, int at_exec) {
#if defined(__linux__) && defined(SYS_close_range)
    // 4 is CLOSE_RANGE_CLOEXEC. Kernels before 5.11 do not know it.
    if (syscall(SYS_close_range, (unsigned)first, ~0U, at_exec ? 4U : 0U) == 0) return;
#endif
    int limit = (int)sysconf(_SC_OPEN_MAX);
    for (int descriptor = first; descriptor < limit; descriptor++) {
        if (at_exec) {
            fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        } else {
            close(descriptor);
        }
    }
}
