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

void adj_run_steps(const adj_kernels *k, const adj_step *steps, size_t count, const int32_t *lists,
                   double *r) {
  for (const adj_step *s = steps, *end = steps + count; s < end; s++) {
    const double a = r[s->first];
    double *y = r + s->result;
    switch ((adj_step_form)s->form) {
    case adj_step_add: *y = a + r[s->second]; break;
    case adj_step_subtract: *y = a - r[s->second]; break;
    case adj_step_multiply: *y = a * r[s->second]; break;
    case adj_step_divide: *y = a / r[s->second]; break;
    // Zero stays zero, also beside an infinity or NaN.
    case adj_step_chain: *y = a == 0 ? 0 : a * r[s->second]; break;
    case adj_step_negate: *y = -a; break;
    case adj_step_unary: k->unary_f64[s->kernel](&a, y, 1); break;
    case adj_step_binary: k->binary_f64[s->kernel](&a, 1, r + s->second, 1, y, 1); break;
    case adj_step_group:
      run_group(k->unary_f64[s->kernel], lists + s->second + 1, lists[s->second], y, r);
      break;
    case adj_step_test: *y = tested(s->kernel, a); break;
    case adj_step_compare: *y = compared(s->kernel, a, r[s->second]); break;
    case adj_step_positive: *y = a > 0 ? 1 : 0; break;
    case adj_step_select: *y = r[lists[s->second + (a != 0 ? 0 : 1)]]; break;
    }
  }
}
