#include "CProcess.h"

#include <signal.h>
#include <unistd.h>

/// Whoever sets the terminal's group from its background is stopped by SIGTTOU, unless that is blocked.
static void set_foreground(pid_t group) {
    sigset_t output, before;
    sigemptyset(&output);
    sigaddset(&output, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &output, &before);
    tcsetpgrp(STDIN_FILENO, group);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void cp_give_terminal(pid_t group) {
    if (tcgetpgrp(STDIN_FILENO) == getpgrp()) set_foreground(group);
}

void cp_take_terminal(pid_t group) {
    if (tcgetpgrp(STDIN_FILENO) == group) set_foreground(getpgrp());
}
