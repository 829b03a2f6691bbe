#include "CProcess.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int caught[2] = {-1, -1};

static void note(int number) {
    int error = errno;
    unsigned char byte = (unsigned char)number;
    // A full pipe means that hundreds wait already; one more says nothing new.
    (void)!write(caught[1], &byte, 1);
    errno = error;
}

int cp_catch_signals(const int *signals, int count) {
    if (caught[0] >= 0 || cp_pipe(caught) != 0) return -1;
    fcntl(caught[1], F_SETFL, O_NONBLOCK);
    for (int index = 0; index < count; index++) {
        struct sigaction action;
        if (sigaction(signals[index], NULL, &action) != 0 || action.sa_handler == SIG_IGN) continue;
        action.sa_handler = note;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(signals[index], &action, NULL);
    }
    return caught[0];
}
