// A pool of threads that share the tasks of one call at a time.

#ifdef __linux__
#define _GNU_SOURCE
#include <sched.h>
#endif
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "include/Pool.h"

enum { most_threads = 256 };

/// How often a thread looks for work, or for the end of others' work, before it sleeps: some 20 µs.
enum { looks = 1000 };

static atomic_int thread_count;

/// Held by the thread whose tasks are being done.
static pthread_mutex_t owner = PTHREAD_MUTEX_INITIALIZER;

/// Guards what follows, but for the atomics, which are also read without it.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_came = PTHREAD_COND_INITIALIZER;
static pthread_cond_t work_ended = PTHREAD_COND_INITIALIZER;
static int started, sleeping, places;
static atomic_uint generation;
/// The workers that are inside the current call.
static atomic_int working;

static void (*task)(void *, size_t);
static void *task_context;
static size_t task_count;
static atomic_size_t next_task;

static void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static int processors(void) {
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  return (int)sysconf(_SC_NPROCESSORS_ONLN);
}

static void read_thread_count(void) {
  const char *wanted = getenv("ADJOINT_THREADS");
  const int count = wanted ? atoi(wanted) : 0;
  adj_set_thread_count(count > 0 ? count : processors());
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

int adj_thread_count(void) {
  if (atomic_load(&thread_count) == 0) pthread_once(&once, read_thread_count);
  return atomic_load(&thread_count);
}

void adj_set_thread_count(int count) {
  atomic_store(&thread_count, count < 1 ? 1 : count > most_threads ? most_threads : count);
}

static void *work(void *unused) {
  (void)unused;
  unsigned seen = 0;
  for (;;) {
    for (int look = 0; look < looks && atomic_load(&generation) == seen; look++) relax();
    pthread_mutex_lock(&lock);
    sleeping++;
    while (atomic_load(&generation) == seen) pthread_cond_wait(&work_came, &lock);
    sleeping--;
    seen = atomic_load(&generation);
    const int joins = places > 0;
    if (joins) {
      places--;
      atomic_fetch_add(&working, 1);
    }
    pthread_mutex_unlock(&lock);
    if (!joins) continue;
    for (size_t i; (i = atomic_fetch_add(&next_task, 1)) < task_count;) task(task_context, i);
    pthread_mutex_lock(&lock);
    if (atomic_fetch_sub(&working, 1) == 1) pthread_cond_signal(&work_ended);
    pthread_mutex_unlock(&lock);
  }
  return NULL;
}

/// Starts workers until there are `wanted`, or as many as the system gives; the lock is held.
static void start_workers(int wanted) {
  if (started >= wanted) return;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  for (pthread_t thread; started < wanted; started++) {
    if (pthread_create(&thread, &attributes, work, NULL) != 0) break;
  }
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int adj_run_tasks(size_t count, int threads, void (*body)(void *, size_t), void *context,
                  adj_poll poll, void *poll_context) {
  const int others = threads - 1;
  if (count < 2 || others < 1 || pthread_mutex_trylock(&owner) != 0) {
    for (size_t i = 0; i < count; i++) {
      if (poll && poll(poll_context)) return 0;
      body(context, i);
    }
    return 1;
  }
  pthread_mutex_lock(&lock);
  task = body;
  task_context = context;
  task_count = count;
  atomic_store(&next_task, 0);
  places = others;
  atomic_fetch_add(&generation, 1);
  if (sleeping > 0) pthread_cond_broadcast(&work_came);
  start_workers(others);
  pthread_mutex_unlock(&lock);

  int stops = 0;
  while (!(stops = poll && poll(poll_context))) {
    const size_t i = atomic_fetch_add(&next_task, 1);
    if (i >= count) break;
    body(context, i);
  }
  // After a stop nobody finds another task.
  if (stops) atomic_store(&next_task, count);
  // Who has not come yet need not come any more.
  pthread_mutex_lock(&lock);
  places = 0;
  pthread_mutex_unlock(&lock);
  for (int look = 0; look < looks && atomic_load(&working) > 0; look++) relax();
  pthread_mutex_lock(&lock);
  while (atomic_load(&working) > 0) pthread_cond_wait(&work_ended, &lock);
  pthread_mutex_unlock(&lock);
  pthread_mutex_unlock(&owner);
  return !stops;
}
