// Programs on tensors: what a function of tensors comes to when it is run again. The kernels are those of single
// operations; what is saved is everything around them.

#include <string.h>

#include "Kernels/Table.h"

static size_t size_of(int type) {
  return type == adj_type_f64 ? 8 : type == adj_type_f32 ? 4 : 1;
}

static int is_finite(const adj_kernels *k, int type, const void *x, size_t count) {
  if (type == adj_type_f64) return adj_first_nonfinite_f64(k, x, count) == count;
  return type != adj_type_f32 || adj_first_nonfinite_f32(k, x, count) == count;
}

// MARK: - Elements at strides

static void copy_run(size_t size, const char *x, ptrdiff_t from, char *y, ptrdiff_t to,
                     size_t count) {
  if (size == 8 && count <= 8) {
    // A few numbers are there sooner than a call.
    for (size_t i = 0; i < count; i++, x += 8 * from, y += 8 * to) memcpy(y, x, 8);
  } else if (from == 1 && to == 1) {
    memcpy(y, x, count * size);
  } else if (size == 8) {
    adj_copy_8((const uint64_t *)(const void *)x, from, (uint64_t *)(void *)y, to, count);
  } else if (size == 4) {
    adj_copy_4((const uint32_t *)(const void *)x, from, (uint32_t *)(void *)y, to, count);
  } else {
    adj_copy_1((const uint8_t *)x, from, (uint8_t *)y, to, count);
  }
}

static void add_run(const adj_kernels *k, int type, const char *x, char *y, ptrdiff_t to,
                    size_t count) {
  const void *from = x;
  void *at = y;
  if (to == 1 && type == adj_type_f64) {
    k->add_rows_f64(from, at, 1, count, 0);
  } else if (to == 1 && type == adj_type_f32) {
    k->add_rows_f32(from, at, 1, count, 0);
  } else if (type == adj_type_f64) {
    adj_accumulate_f64((const double *)(const void *)x, (double *)(void *)y, to, count);
  } else {
    adj_accumulate_f32((const float *)(const void *)x, (float *)(void *)y, to, count);
  }
}

/// Whether the two innermost axes are a matrix that is turned on the way to where it stands without gaps.
static int is_turned(size_t axes, const int64_t *list) {
  return axes >= 2 && list[1] != 1 && list[2] == 1 && list[4] == 1 && list[5] == list[0];
}

static void turn(const adj_kernels *k, size_t size, const char *x, const int64_t *list, char *y) {
  const size_t columns = (size_t)list[0], rows = (size_t)list[3];
  if (size == 8) {
    k->turn_f64((const double *)(const void *)x, list[1], (double *)(void *)y, rows, columns);
  } else if (size == 4) {
    k->turn_f32((const float *)(const void *)x, list[1], (float *)(void *)y, rows, columns);
  } else {
    adj_pack_1((const uint8_t *)x, list[4], list[1], (uint8_t *)y, rows, columns);
  }
}

/// Rows of a known number of columns, which the compiler then writes without a loop.
static inline __attribute__((always_inline)) void copy_rows_of(int64_t columns, const char *x,
                                                               const int64_t *list, char *y) {
  const int64_t from = list[1] * 8, to = list[2] * 8, rows = list[3];
  const int64_t next_x = list[4] * 8, next_y = list[5] * 8;
  for (int64_t row = 0; row < rows; row++, x += next_x, y += next_y) {
    for (int64_t i = 0; i < columns; i++) memcpy(y + i * to, x + i * from, 8);
  }
}

/// A matrix of short rows of numbers at strides.
static void copy_rows(const char *x, const int64_t *list, char *y) {
  switch (list[0]) {
  case 1: copy_rows_of(1, x, list, y); break;
  case 2: copy_rows_of(2, x, list, y); break;
  case 3: copy_rows_of(3, x, list, y); break;
  case 4: copy_rows_of(4, x, list, y); break;
  default: copy_rows_of(list[0], x, list, y);
  }
}

/// The longest row that is copied without a call.
enum { short_row = 16 };

static void copy_strided(const adj_kernels *k, const adj_program_step *s, const int64_t *list, const char *x, char *y) {
  const size_t size = size_of(s->type), axes = (size_t)*list++;
  const int copies = s->action == adj_run_copy;
  const int is_short = copies && size == 8 && axes > 1 &&
                       (list[0] <= short_row || (list[1] != 1 && list[3] <= 4));
  const int turned = copies && !is_short && is_turned(axes, list);
  const size_t inner = turned || is_short ? 2 : 1;
  int64_t position[ADJ_BLOCK_AXES] = {0};
  for (;;) {
    if (is_short) copy_rows(x, list, y);
    else if (turned) turn(k, size, x, list, y);
    else if (copies) copy_run(size, x, list[1], y, list[2], (size_t)list[0]);
    else add_run(k, s->type, x, y, list[2], (size_t)list[0]);
    size_t axis = inner;
    for (; axis < axes; axis++) {
      const int64_t *a = list + 3 * axis;
      x += a[1] * (int64_t)size, y += a[2] * (int64_t)size;
      if (++position[axis] < a[0]) break;
      x -= a[0] * a[1] * (int64_t)size, y -= a[0] * a[2] * (int64_t)size;
      position[axis] = 0;
    }
    if (axis >= axes) return;
  }
}

static void move_runs(const adj_kernels *k, const adj_program_step *s, const int64_t *list,
                      const char *x, char *y) {
  const int64_t size = (int64_t)size_of(s->type);
  for (int64_t runs = *list++; runs > 0; runs--, list += 4) {
    const int64_t offset = list[0] * size, stride = list[1], position = list[3] * size;
    const size_t count = (size_t)list[2];
    if (s->action == adj_run_gather) {
      copy_run((size_t)size, x + offset, stride, y + position, 1, count);
    } else if (s->action == adj_run_replace) {
      copy_run((size_t)size, x + position, 1, y + offset, stride, count);
    } else {
      add_run(k, s->type, x + position, y + offset, stride, count);
    }
  }
}

/// The place that a number names; -1 where it is no whole number from 0 to below the limit.
static int64_t place_named(int type, const void *numbers, int64_t index, int64_t limit) {
  const double number = type == adj_type_f64 ? ((const double *)numbers)[index] : ((const float *)numbers)[index];
  // No comparison with NaN holds.
  if (!(number >= 0 && number < (double)limit)) return -1;
  const int64_t place = (int64_t)number;
  return (double)place == number ? place : -1;
}

/// Takes elements from places, or adds them there; whether all places are there.
static int move_places(const adj_kernels *k, const adj_program_step *s, const int64_t *list, const char *x,
                       const void *numbers, char *y) {
  const int64_t count = list[0], limit = list[1], size = (int64_t)size_of(s->type);
  const int64_t row = list[2] * size, step = list[3] * size, width = list[4] * size;
  for (int64_t i = 0; i < count; i++) {
    const int64_t place = place_named(s->kernel, numbers, i, limit);
    if (place < 0) return 0;
    const int64_t offset = i * row + place * step;
    if (s->action == adj_run_look_up) copy_run((size_t)size, x + offset, 1, y + i * width, 1, (size_t)list[4]);
    else add_run(k, s->type, x + i * width, y + offset, 1, (size_t)list[4]);
  }
  return 1;
}

/// Whether the elements that a scatter has added to are finite.
static int runs_are_finite(const adj_kernels *k, const adj_program_step *s, const int64_t *list,
                           const char *y) {
  const int64_t size = (int64_t)size_of(s->type);
  // One look at everything costs less than many at a few.
  if (*list * 16 > (int64_t)s->count) return is_finite(k, s->type, y, s->count);
  int finite = 1;
  for (int64_t runs = *list++; runs > 0; runs--, list += 4) {
    const int64_t offset = list[0] * size, stride = list[1];
    if (stride == 1) {
      finite &= is_finite(k, s->type, y + offset, (size_t)list[2]);
    } else {
      for (int64_t i = 0; i < list[2]; i++) {
        finite &= is_finite(k, s->type, y + offset + i * stride * size, 1);
      }
    }
  }
  return finite;
}

// MARK: - Products

static void multiply(const adj_program *p, const adj_program_step *s, const int64_t *list,
                     const char *a, const char *b, char *y) {
  const int64_t count = list[0];
  const adj_product product = {
      .rows = (size_t)list[1], .inner = (size_t)list[2], .columns = (size_t)list[3],
      .a_row = list[4], .a_step = list[5], .b_row = list[6], .b_step = list[7]};
  const size_t size = size_of(s->type);
  const size_t a_size = product.rows * product.inner * size;
  const size_t b_size = product.inner * product.columns * size;
  const size_t y_size = product.rows * product.columns * size;
  list += 8;
  for (int64_t i = 0; i < count; i++, list += 3) {
    const void *left = a + (size_t)list[0] * a_size, *right = b + (size_t)list[1] * b_size;
    void *result = y + (size_t)list[2] * y_size;
    if (s->type == adj_type_f64) adj_multiply_f64(p->kernels, &product, left, right, result);
    else adj_multiply_f32(p->kernels, &product, left, right, result);
  }
}

// MARK: - Blocks

void adj_fill_block(const adj_program *p, adj_program_block *block) {
  const uint32_t *f = block->fillings;
  for (size_t i = 0; i < block->filling_count; i++, f += 3) {
    adj_block_slot *slot = block->slots + f[0];
    slot->base = p->table[f[1]];
    if (f[2]) memcpy(&slot->number, slot->base, size_of(slot->type));
  }
  for (size_t i = 0; i < block->preparation_count; i++) {
    adj_run_number(p->kernels, block->preparations + i, block->slots);
  }
  for (size_t i = 0; i < block->program.sum_count; i++) {
    block->sums[i].leaves = p->table[block->leaves[i]];
  }
}

int adj_finish_block(const adj_program *p, adj_program_block *block) {
  int finite = 1;
  const uint32_t *store = block->stores;
  for (size_t i = 0; i < block->store_count; i++, store += 2) {
    const adj_block_slot *slot = block->slots + store[0];
    memcpy(p->table[store[1]], &slot->number, size_of(slot->type));
    finite &= is_finite(p->kernels, slot->type, &slot->number, 1);
  }
  for (size_t i = 0; i < block->program.sum_count; i++) {
    const adj_block_sum *sum = block->sums + i;
    if (adj_block_sum_leaves(sum->rows, sum->inner) == 1) {
      // The leaves are the sums.
      finite &= is_finite(p->kernels, sum->type, sum->leaves, sum->outer * sum->inner);
      continue;
    }
    adj_finish_block_sum(p->kernels, sum);
    const size_t size = adj_block_sum_leaves(sum->rows, sum->inner) * sum->inner;
    for (size_t outer = 0; outer < sum->outer; outer++) {
      const char *first = (const char *)sum->leaves + outer * size * size_of(sum->type);
      finite &= is_finite(p->kernels, sum->type, first, sum->inner);
    }
  }
  return finite;
}

static int run_block(const adj_program *p, adj_program_block *block) {
  adj_fill_block(p, block);
  const int finite = adj_run_blocks_in(&block->program, 0, block->count, p->scratch);
  return adj_finish_block(p, block) & finite;
}

// MARK: - Steps

static int run_numbers(const adj_program *p, size_t first, size_t end) {
  const adj_step *steps = p->number_steps;
  adj_run_steps(p->kernels, steps + first, end - first, p->number_lists, p->registers);
  const size_t start = (size_t)steps[first].result;
  const size_t stop = end < p->number_count ? (size_t)steps[end].result : p->register_count;
  return is_finite(p->kernels, adj_type_f64, p->registers + start, stop - start);
}

static void cast(const adj_kernels *k, const adj_program_step *s, const void *x, void *y) {
  const size_t count = s->count;
  if (s->type == adj_type_f32) {
    s->target_type == adj_type_f64 ? adj_cast_f32_f64(x, y, count) : adj_truth_f32(x, y, count);
  } else if (s->type == adj_type_f64) {
    s->target_type == adj_type_f32 ? adj_cast_f64_f32(x, y, count) : adj_truth_f64(x, y, count);
  } else {
    s->target_type == adj_type_f64 ? k->from_truth_f64(x, y, count) : k->from_truth_f32(x, y, count);
  }
}

static int is_true(int type, const void *x) {
  if (type == adj_type_f64) return *(const double *)x != 0;
  return type == adj_type_f32 ? *(const float *)x != 0 : *(const uint8_t *)x != 0;
}

/// Whether all is finite and as expected.
static int run_step(const adj_program *p, const adj_program_step *s) {
  // What these name by `a` and `b` are no places in the table.
  switch (s->action) {
    case adj_run_numbers: return run_numbers(p, s->a, s->b);
    case adj_run_guard: return memcmp(p->registers + s->a, p->lists + s->list, sizeof *p->lists) == 0;
    case adj_run_block: return run_block(p, p->blocks + s->a);
    case adj_run_nothing: return 1;
  }
  const adj_kernels *k = p->kernels;
  const int wide = s->type == adj_type_f64;
  const int64_t *list = p->lists + s->list;
  void *y = p->table[s->target];
  const void *a = p->table[s->a], *b = p->table[s->b];
  const adj_walk a_walk = {s->a_step, 0}, b_walk = {s->b_step, 0};
  switch (s->action) {
    case adj_run_question: return is_true(s->type, a) == s->kernel;
    case adj_run_unary:
      if (wide) k->unary_f64[s->kernel](a, y, s->count);
      else k->unary_f32[s->kernel](a, y, s->count);
      break;
    case adj_run_test:
      if (wide) adj_test_f64(s->kernel, a, y, s->count);
      else adj_test_f32(s->kernel, a, y, s->count);
      break;
    case adj_run_binary:
      if (wide) k->binary_f64[s->kernel](a, s->a_step, b, s->b_step, y, s->count);
      else k->binary_f32[s->kernel](a, s->a_step, b, s->b_step, y, s->count);
      break;
    case adj_run_compare:
      if (wide) adj_compare_f64(s->kernel, a, a_walk, b, b_walk, y, s->count, 1);
      else adj_compare_f32(s->kernel, a, a_walk, b, b_walk, y, s->count, 1);
      break;
    case adj_run_select: {
      const void *c = p->table[s->c];
      if (wide) adj_select_8(a, s->a_step, b, s->b_step, c, s->c_step, y, s->count);
      else if (s->type == adj_type_f32)
        adj_select_4(a, s->a_step, b, s->b_step, c, s->c_step, y, s->count);
      else adj_select_1(a, s->a_step, b, s->b_step, c, s->c_step, y, s->count);
      break;
    }
    case adj_run_cast: cast(k, s, a, y); break;
    case adj_run_copy:
    case adj_run_add: copy_strided(k, s, list, a, y); break;
    case adj_run_scatter:
      move_runs(k, s, list, a, y);
      return !s->checks || runs_are_finite(k, s, list, y);
    case adj_run_gather:
    case adj_run_replace: move_runs(k, s, list, a, y); break;
    case adj_run_look_up:
    case adj_run_place:
      if (!move_places(k, s, list, a, b, y)) return 0;
      break;
    case adj_run_product: multiply(p, s, list, a, b, y); break;
    case adj_run_clear: memset(y, 0, (size_t)*list); break;
    case adj_run_reduce:
      if (wide) k->reduce_f64[s->kernel](a, y, (size_t)list[0], (size_t)list[1], (size_t)list[2]);
      else k->reduce_f32[s->kernel](a, y, (size_t)list[0], (size_t)list[1], (size_t)list[2]);
      break;
    default: return 0;
  }
  return !s->checks || is_finite(k, s->target_type, y, s->count);
}

adj_program_state adj_run_program(const adj_program *p, size_t first, size_t end) {
  for (size_t i = first; i < end; i++) {
    if (p->steps[i].action == adj_run_outside) return (adj_program_state){i, 0};
    if (!run_step(p, p->steps + i)) return (adj_program_state){i, 1};
  }
  return (adj_program_state){end, 0};
}
