#include "CProcess.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

int cp_wait(pid_t pid, enum cp_change *change, int *value) {
    bool is_init = getpid() == 1;
    for (;;) {
        int status;
        pid_t changed = waitpid(is_init ? -1 : -pid, &status, WUNTRACED);
        if (changed < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        if (WIFSTOPPED(status)) {
            *change = CP_STOPPED;
            *value = WSTOPSIG(status);
            return 0;
        }
        if (changed != pid) continue;
        *change = WIFEXITED(status) ? CP_EXITED : CP_SIGNALLED;
        *value = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
        return 0;
    }
}
