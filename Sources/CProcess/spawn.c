#define _GNU_SOURCE
#include "CProcess.h"
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/// Handlers are reset by exec, but what is ignored stays ignored: SIGPIPE for example, which networking code ignores and
/// a program in a pipeline must not. What the user had ignored (nohup, a shell's background job) is the user's wish.
static void reset_signals(void) {
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) != 0) continue;
        bool is_users = number == SIGHUP || number == SIGINT || number == SIGQUIT;
        if (action.sa_handler == SIG_IGN && is_users) continue;
        action.sa_handler = SIG_DFL;
        action.sa_flags = 0;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/// In the child. `report` is where the errno goes if exec fails; exec itself closes it.
static void become(const char *path, char *const argv[], char *const envp[], pid_t parent, int report) {
    setpgid(0, 0);
    // While signals are blocked: none of this process's own handlers may run in the child.
    reset_signals();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    // It may have gone before that was asked for.
    if (getppid() != parent) _exit(127);
#else
    (void)parent;
#endif
    // The report too: that it is closed tells that exec succeeded.
    cp_close_from(3, 1);
    execve(path, argv, envp);
    int error = errno;
    while (write(report, &error, sizeof error) < 0 && errno == EINTR) {}
    _exit(127);
}

int cp_spawn(const char *path, char *const argv[], char *const envp[], pid_t *pid) {
    int report[2];
    if (cp_pipe(report) != 0) return errno;
    // Whoever started this process with SIGCHLD ignored would have the system throw the exit codes away.
    struct sigaction child_ends;
    if (sigaction(SIGCHLD, NULL, &child_ends) == 0 && child_ends.sa_handler == SIG_IGN) signal(SIGCHLD, SIG_DFL);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t child = fork();
    int error = errno;
    if (child == 0) become(path, argv, envp, parent, report[1]);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (child < 0) {
        close(report[0]);
        return error;
    }
    // Nothing comes when exec succeeds: the other end is closed by it. The child is in its group then.
    ssize_t count;
    do { count = read(report[0], &error, sizeof error); } while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == (ssize_t)sizeof error) {
        int status;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
        return error;
    }
    *pid = child;
    return 0;
}
