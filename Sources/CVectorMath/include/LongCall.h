#ifndef ADJOINT_LONG_CALL_H
#define ADJOINT_LONG_CALL_H

#include "Pool.h"

/// How a long call ended: done, left alone, or not begun because there is no thread for it.
enum { adj_call_done, adj_call_abandoned, adj_call_not_begun };

/// Calls `body(context)` on a thread of its own and waits, asking `poll` every few milliseconds.
///
/// Where that says to stop, it returns at once; `release(context)` is then called on the other thread when `body` has
/// returned. In every other case the context stays the caller's.
int adj_call_abandonably(void (*body)(void *context), void (*release)(void *context), void *context,
                         adj_poll poll, void *poll_context);

#endif
