#ifndef ADJOINT_POOL_H
#define ADJOINT_POOL_H

#include <stddef.h>

/// Whether the calling thread should stop; asked between two tasks, on that thread alone.
typedef int (*adj_poll)(void *context);

/// Calls `task(context, index)` once for every index below `count`, on the calling thread and on the workers, and
/// returns when all calls have returned: 1, or 0 where `poll` (which may be NULL) asked to stop before all were made.
///
/// At most `threads` threads work together, the calling one included. Workers are started at the first call, block all signals, and sleep when there is nothing to do. While one thread
/// is inside, calls from others, and from tasks, are done by their own thread alone.
int adj_run_tasks(size_t count, int threads, void (*task)(void *context, size_t index),
                  void *context, adj_poll poll, void *poll_context);

/// The threads that should work together: `ADJOINT_THREADS`, or one for each processor.
int adj_thread_count(void);

/// Changes what `adj_thread_count` says.
void adj_set_thread_count(int count);

#endif
