#define _GNU_SOURCE
#include "CProcess.h"
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef MSG_NOSIGNAL
enum { quietly = MSG_NOSIGNAL };
#else
enum { quietly = 0 };
#endif

/// After fork, in a process of many threads: async-signal-safe calls only, and no return.
static void guard(int words, int grace_ms) {
    // A session of its own: no Ctrl-C and no hang-up of the terminal is meant for it.
    setsid();
    // Nothing else: the guard must not hold open a pipe that somebody waits for the end of.
    if (words != 0) dup2(words, 0);
    cp_close_from(1, 0);
    pid_t group = 0, word;
    for (;;) {
        ssize_t count = read(0, &word, sizeof word);
        if (count == (ssize_t)sizeof word) {
            group = word;
        } else if (count == 0 || errno != EINTR) {
            break;
        }
    }
    if (group == 0) _exit(0);
    kill(-group, SIGTERM);
    kill(-group, SIGCONT);
    struct timespec step = {0, 20 * 1000 * 1000};
    for (int waited = 0; waited < grace_ms && kill(-group, 0) == 0; waited += 20) nanosleep(&step, NULL);
    kill(-group, SIGKILL);
    _exit(0);
}

int cp_guard_start(int grace_ms, pid_t *pid) {
    int words[2];
    // A socket and not a pipe: what is said to a guard that was killed must not end this process by SIGPIPE.
#ifdef __linux__
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, words) != 0) return -1;
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, words) != 0) return -1;
    int yes = 1;
    setsockopt(words[1], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
    sigset_t all, before;
    sigfillset(&all);
    // They stay blocked in the guard: only SIGKILL ends it before its time.
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0) {
        close(words[1]);
        guard(words[0], grace_ms);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(words[0]);
    if (child < 0) {
        close(words[1]);
        return -1;
    }
    *pid = child;
    return words[1];
}

void cp_guard_watch(int guard, pid_t group) {
    while (send(guard, &group, sizeof group, quietly) < 0 && errno == EINTR) {}
}

void cp_guard_end(int guard, pid_t pid) {
    cp_guard_watch(guard, 0);
    close(guard);
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
}
