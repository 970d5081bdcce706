// Programs over single numbers: what a function of numbers comes to when it is run again.

#include <math.h>

#include "Kernels/Table.h"

#pragma STDC FP_CONTRACT OFF

/// The answer of a comparison or of a logical operator: 0 or 1.
static double compared(int kernel, double a, double b) {
  uint8_t answer;
  const adj_walk walk = {1, 0};
  adj_compare_f64(kernel, &a, walk, &b, walk, &answer, 1, 1);
  return answer;
}

static double tested(int kernel, double x) {
  uint8_t answer;
  adj_test_f64(kernel, &x, &answer, 1);
  return answer;
}

/// One function of many numbers that do not wait for each other, a vector at a time.
static void run_group(adj_unary_loop_f64 loop, const int32_t *list, int32_t count, double *result,
                      const double *r) {
  enum { block = 64 };
  double operands[block];
  for (int32_t start = 0; start < count; start += block) {
    const int32_t rest = count - start, size = rest < block ? rest : block;
    for (int32_t i = 0; i < size; i++) operands[i] = r[list[start + i]];
    loop(operands, result + start, (size_t)size);
  }
}

// Apart, so that what it takes the addresses of may stay in registers elsewhere.
static double of_two(adj_binary_loop_f64 loop, double a, double b) {
  double y;
  loop(&a, 1, &b, 1, &y, 1);
  return y;
}

void adj_run_steps(const adj_kernels *k, const adj_step *steps, size_t count, const int32_t *lists,
                   double *r) {
  // Most steps go on with the number that the last one made: it waits for no memory.
  double last = 0;
  int32_t latest = -1;
  for (const adj_step *s = steps, *end = steps + count; s < end; s++) {
    double a;
    if (__builtin_expect_with_probability(s->first == latest, 1, 0.7)) a = last;
    else a = r[s->first];
    double *y = r + s->result;
    switch ((adj_step_form)s->form) {
    case adj_step_add: last = a + r[s->second]; break;
    case adj_step_subtract: last = a - r[s->second]; break;
    case adj_step_multiply: last = a * r[s->second]; break;
    case adj_step_divide: last = a / r[s->second]; break;
    // Zero stays zero, also beside an infinity or NaN.
    case adj_step_chain: last = a == 0 ? 0 : a * r[s->second]; break;
    case adj_step_negate: last = -a; break;
    case adj_step_unary: last = k->number_f64[s->kernel](a); break;
    case adj_step_binary: last = of_two(k->binary_f64[s->kernel], a, r[s->second]); break;
    case adj_step_group:
      run_group(k->unary_f64[s->kernel], lists + s->second + 1, lists[s->second], y, r);
      last = *y;
      break;
    case adj_step_test: last = tested(s->kernel, a); break;
    case adj_step_compare: last = compared(s->kernel, a, r[s->second]); break;
    case adj_step_positive: last = a > 0 ? 1 : 0; break;
    case adj_step_select: last = r[lists[s->second + (a != 0 ? 0 : 1)]]; break;
    }
    *y = last;
    latest = s->result;
  }
}
