#ifndef CPROCESS_H
#define CPROCESS_H

#include <sys/types.h>

// What Swift cannot do safely: everything between fork and exec, where only async-signal-safe calls are allowed, and
// handlers of signals.

/// Starts `path` in a process group of its own, with default signal handling (except what `nohup` had ignored), no
/// signal blocked, and no descriptor but 0, 1 and 2. Where the system can (Linux), it gets SIGTERM when the calling
/// thread ends: that thread must live as long as the program.
///
/// Returns 0 and the number of the process, or the errno of what failed, that of exec included.
int cp_spawn(const char *path, char *const argv[], char *const envp[], pid_t *pid);

/// What cp_wait saw.
enum cp_change {
    CP_EXITED = 0,
    CP_SIGNALLED = 1,
    CP_STOPPED = 2,
};

/// Waits until `pid` or, with its stops, another process of its group changes; what is not `pid` itself and ended is
/// reaped in passing. Process 1 of a container also reaps the orphans that the system gives it.
///
/// Returns 0, or errno.
int cp_wait(pid_t pid, enum cp_change *change, int *value);

/// Whether any process of the group is left that still runs.
int cp_group_exists(pid_t group);

/// Starts a guard: a process that ends the group it was last told of when this process goes without a word, killed by
/// SIGKILL for example. First SIGTERM, then SIGKILL after `grace_ms`.
///
/// Returns the descriptor to tell it by, or -1; and its process number.
int cp_guard_start(int grace_ms, pid_t *pid);
/// Has the guard watch over `group`; 0 for none.
void cp_guard_watch(int guard, pid_t group);
/// Sends the guard home and reaps it.
void cp_guard_end(int guard, pid_t pid);

/// Catches `signals`, except those that were ignored when the program was started (`nohup`).
///
/// Returns a descriptor from which each that comes is read as a byte, or -1. Once in a process.
int cp_catch_signals(const int *signals, int count);

/// Makes `group` the foreground group of the terminal on standard input; does nothing where there is none, or where
/// this process is in its background.
void cp_give_terminal(pid_t group);
/// Makes this process's group the foreground group again, if `group` is it.
void cp_take_terminal(pid_t group);

#endif
