#ifndef CPROCESS_INTERNAL_H
#define CPROCESS_INTERNAL_H

/// A pipe that no other program inherits. Returns 0, or -1 with errno.
int cp_pipe(int ends[2]);
/// Closes every descriptor from `first` on, at once or at exec. Async-signal-safe.
void cp_close_from(int first, int at_exec);

#endif
