// Calls that nobody can interrupt, on a thread that can be left alone.

#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "include/LongCall.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { poll_nanoseconds = 5000000, stack_bytes = 8 << 20 };

typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t ended;
  int is_done, is_abandoned;
  void (*body)(void *);
  void (*release)(void *);
  void *context;
} long_call;

/// The calls that nobody waits for any more.
static atomic_int left_alone;

#ifdef __linux__
/// A library that a call still runs in must not be taken down under it: the process ends here, with its status.
static void leave(int status, void *unused) {
  (void)unused;
  if (atomic_load(&left_alone) == 0) return;
  fflush(NULL);
  _exit(status);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void watch_exit(void) { on_exit(leave, NULL); }
#endif

static void leave_alone(long_call *call) {
#ifdef __linux__
  pthread_once(&once, watch_exit);
#endif
  atomic_fetch_add(&left_alone, 1);
  call->is_abandoned = 1;
}

static void destroy(long_call *call) {
  pthread_mutex_destroy(&call->lock);
  pthread_cond_destroy(&call->ended);
  free(call);
}

static void *run(void *argument) {
  long_call *call = argument;
  call->body(call->context);
  pthread_mutex_lock(&call->lock);
  call->is_done = 1;
  const int is_abandoned = call->is_abandoned;
  pthread_cond_signal(&call->ended);
  pthread_mutex_unlock(&call->lock);
  // Who waits destroys the call; if nobody does, this thread cleans up.
  if (is_abandoned) {
    call->release(call->context);
    destroy(call);
    atomic_fetch_sub(&left_alone, 1);
  }
  return NULL;
}

static int begin(long_call *call) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, stack_bytes);
  pthread_t thread;
  const int error = pthread_create(&thread, &attributes, run, call);
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return error == 0;
}

int adj_call_abandonably(void (*body)(void *), void (*release)(void *), void *context,
                         adj_poll poll, void *poll_context) {
  long_call *call = calloc(1, sizeof *call);
  if (!call) return adj_call_not_begun;
  call->body = body;
  call->release = release;
  call->context = context;
  pthread_mutex_init(&call->lock, NULL);
  pthread_cond_init(&call->ended, NULL);
  if (!begin(call)) {
    destroy(call);
    return adj_call_not_begun;
  }
  pthread_mutex_lock(&call->lock);
  while (!call->is_done) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += poll_nanoseconds;
    if (until.tv_nsec >= 1000000000) until.tv_nsec -= 1000000000, until.tv_sec++;
    pthread_cond_timedwait(&call->ended, &call->lock, &until);
    if (!call->is_done && poll && poll(poll_context)) {
      leave_alone(call);
      pthread_mutex_unlock(&call->lock);
      return adj_call_abandoned;
    }
  }
  pthread_mutex_unlock(&call->lock);
  destroy(call);
  return adj_call_done;
}
