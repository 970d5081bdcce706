// Programs of elementwise instructions, block by block, with sums that follow the tree of `adj_reduce`.

#include <stdlib.h>
#include <string.h>

#include "Kernels/Operands.h"
#include "Kernels/Table.h"

/// The most streams whose next elements are asked for ahead of time.
#define MOST_AHEAD 16

/// What one thread needs to run a program.
typedef struct {
  const adj_block_program *program;
  /// Where each slot's elements of the current block stand.
  char **at;
  char *buffers;
  /// Whether no block goes over the end of a row, as the innermost axis has them.
  int stays_in_rows;
  /// For each sum the strands of the leaf that the current block is in.
  double (*strands)[ADJ_ACCUMULATORS];
  /// The blocks of the streams written, where they go past the caches.
  char *outgoing;
  /// The streams that are read, where they come from memory.
  size_t ahead[MOST_AHEAD];
  size_t ahead_count;
} worker;

// MARK: - Instructions

static void cast(const adj_kernels *k, int from, const void *x, int to, void *y, size_t count) {
  if (from == to) {
    memcpy(y, x, count * size_of(from));
  } else if (from == adj_type_f32) {
    to == adj_type_f64 ? adj_cast_f32_f64(x, y, count) : adj_truth_f32(x, y, count);
  } else if (from == adj_type_f64) {
    to == adj_type_f32 ? adj_cast_f64_f32(x, y, count) : adj_truth_f64(x, y, count);
  } else {
    to == adj_type_f64 ? k->from_truth_f64(x, y, count) : k->from_truth_f32(x, y, count);
  }
}

/// One instruction on `count` elements; operands whose step is 0 are one number.
static void perform(const adj_kernels *k, const adj_block_instruction *i, const void *a, int a_step,
                    const void *b, int b_step, const void *c, int c_step, void *y, size_t count) {
  const adj_walk a_walk = {a_step, 0}, b_walk = {b_step, 0};
  switch (i->action) {
    case adj_do_unary:
      if (i->type == adj_type_f64) k->unary_f64[i->kernel](a, y, count);
      else k->unary_f32[i->kernel](a, y, count);
      break;
    case adj_do_test:
      if (i->type == adj_type_f64) adj_test_f64(i->kernel, a, y, count);
      else adj_test_f32(i->kernel, a, y, count);
      break;
    case adj_do_binary:
      if (i->type == adj_type_f64) k->binary_f64[i->kernel](a, a_step, b, b_step, y, count);
      else k->binary_f32[i->kernel](a, a_step, b, b_step, y, count);
      break;
    case adj_do_compare:
      if (i->type == adj_type_f64) adj_compare_f64(i->kernel, a, a_walk, b, b_walk, y, count, 1);
      else adj_compare_f32(i->kernel, a, a_walk, b, b_walk, y, count, 1);
      break;
    case adj_do_select:
      if (i->type == adj_type_f64) adj_select_8(a, a_step, b, b_step, c, c_step, y, count);
      else if (i->type == adj_type_f32) adj_select_4(a, a_step, b, b_step, c, c_step, y, count);
      else adj_select_1(a, a_step, b, b_step, c, c_step, y, count);
      break;
    default: cast(k, i->type, a, i->target_type, y, count);
  }
}

void adj_run_number(const adj_kernels *kernels, const adj_block_instruction *instruction,
                    adj_block_slot *slots) {
  const adj_block_instruction *i = instruction;
  perform(kernels, i, &slots[i->a].number, 1, &slots[i->b].number, 1, &slots[i->c].number, 1,
          &slots[i->target].number, 1);
}

// MARK: - Sums

size_t adj_block_sum_leaves(size_t rows, size_t inner) {
  const size_t leaf = adj_leaf_rows(inner);
  return rows <= leaf ? 1 : (rows + leaf - 1) / leaf;
}

#define SUMS(R, suffix)                                                                            \
  /* The numbers `x` of a run of `rows` numbers, from `position` on, which lies in one leaf. */    \
  static void take_part_##suffix(const adj_kernels *k, const adj_block_sum *sum, R *strands,       \
                                 R *leaves, const R *x, size_t position, size_t count) {           \
    const size_t leaf = position / ADJ_LEAF;                                                       \
    const size_t size = smaller(ADJ_LEAF, sum->rows - leaf * ADJ_LEAF);                            \
    size_t at = position - leaf * ADJ_LEAF;                                                        \
    const size_t end = at + count;                                                                 \
    if (size < 8) {                                                                                \
      if (at == 0) strands[0] = *x++, at++;                                                        \
      while (at < end) strands[0] += *x++, at++;                                                   \
      if (end == size) leaves[leaf] = strands[0];                                                  \
      return;                                                                                      \
    }                                                                                              \
    if (at == 0) memset(strands, 0, ADJ_ACCUMULATORS * sizeof(R));                                 \
    while (at < end && at % ADJ_ACCUMULATORS) strands[at++ % ADJ_ACCUMULATORS] += *x++;            \
    const size_t groups = (end - at) / ADJ_ACCUMULATORS;                                           \
    k->strands_##suffix(x, strands, groups);                                                       \
    x += groups * ADJ_ACCUMULATORS;                                                                \
    at += groups * ADJ_ACCUMULATORS;                                                               \
    while (at < end) strands[at++ % ADJ_ACCUMULATORS] += *x++;                                     \
    if (end < size) return;                                                                        \
    for (int half = ADJ_ACCUMULATORS / 2; half > 0; half /= 2) {                                   \
      for (int j = 0; j < half; j++) strands[j] += strands[j + half];                              \
    }                                                                                              \
    leaves[leaf] = strands[0];                                                                     \
  }                                                                                                \
                                                                                                   \
  /* Numbers from position `start` of the program on, along the last axes. */                      \
  static void take_runs_##suffix(const adj_kernels *k, const adj_block_sum *sum, R *strands,       \
                                 const R *x, size_t start, size_t count) {                         \
    const size_t rows = sum->rows, leaf_count = adj_block_sum_leaves(rows, 1);                     \
    size_t run = start / rows, position = start % rows;                                            \
    while (count > 0) {                                                                            \
      R *leaves = (R *)sum->leaves + run * leaf_count;                                             \
      if (position == 0 && count >= rows && leaf_count == 1) {                                     \
        const size_t whole = count / rows;                                                         \
        k->reduce_##suffix[0](x, leaves, whole, rows, 1);                                          \
        x += whole * rows, count -= whole * rows, run += whole;                                    \
        continue;                                                                                  \
      }                                                                                            \
      const size_t rest = smaller(rows, (position / ADJ_LEAF + 1) * ADJ_LEAF) - position;          \
      const size_t part = smaller(count, rest);                                                    \
      take_part_##suffix(k, sum, strands, leaves, x, position, part);                              \
      x += part, count -= part, position += part;                                                  \
      if (position == rows) position = 0, run++;                                                   \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  /* Numbers from position `start` of the program on, down the columns. */                         \
  static void take_rows_##suffix(const adj_kernels *k, const adj_block_sum *sum, const R *x,       \
                                 size_t start, size_t count) {                                     \
    const size_t leaf_count = adj_block_sum_leaves(sum->rows, sum->inner);                         \
    size_t column = start % sum->inner, row = start / sum->inner;                                  \
    size_t outer = row / sum->rows;                                                                \
    row %= sum->rows;                                                                              \
    while (count > 0) {                                                                            \
      const size_t part = smaller(count, sum->inner - column);                                     \
      const size_t leaf = outer * leaf_count + row / ADJ_LEAF_ROWS;                                \
      const int begins = row % ADJ_LEAF_ROWS == 0;                                                 \
      R *y = (R *)sum->leaves + leaf * sum->inner + column;                                        \
      size_t rows = 1;                                                                             \
      if (part == sum->inner) {                                                                    \
        rows = smaller(count / part, ADJ_LEAF_ROWS - row % ADJ_LEAF_ROWS);                         \
        rows = smaller(rows, sum->rows - row);                                                     \
      }                                                                                            \
      k->add_rows_##suffix(x, y, rows, part, begins);                                              \
      x += rows * part, count -= rows * part, column = 0, row += rows;                             \
      if (row == sum->rows) row = 0, outer++;                                                      \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  /* The sum of some leaves, left in the first of them. */                                         \
  static void add_leaves_##suffix(const adj_kernels *k, R *leaves, size_t rows, size_t leaf,       \
                                  size_t inner) {                                                  \
    if (rows <= leaf) return;                                                                      \
    const size_t left = adj_left_rows(rows, leaf);                                                 \
    R *right = leaves + left / leaf * inner;                                                       \
    add_leaves_##suffix(k, leaves, left, leaf, inner);                                             \
    add_leaves_##suffix(k, right, rows - left, leaf, inner);                                       \
    k->binary_##suffix[0](leaves, 1, right, 1, leaves, inner);                                     \
  }

SUMS(double, f64)
SUMS(float, f32)

static void take(worker *w, size_t index, size_t start, size_t count) {
  const adj_block_sum *sum = w->program->sums + index;
  const adj_kernels *k = w->program->kernels;
  const void *x = w->at[sum->slot];
  if (sum->type == adj_type_f64) {
    if (sum->inner > 1) take_rows_f64(k, sum, x, start, count);
    else take_runs_f64(k, sum, w->strands[index], x, start, count);
  } else {
    if (sum->inner > 1) take_rows_f32(k, sum, x, start, count);
    else take_runs_f32(k, sum, (float *)w->strands[index], x, start, count);
  }
}

void adj_finish_block_sum(const adj_kernels *kernels, const adj_block_sum *sum) {
  const size_t leaf = adj_leaf_rows(sum->inner);
  const size_t size = adj_block_sum_leaves(sum->rows, sum->inner) * sum->inner;
  for (size_t o = 0; o < sum->outer; o++) {
    if (sum->type == adj_type_f64) {
      add_leaves_f64(kernels, (double *)sum->leaves + o * size, sum->rows, leaf, sum->inner);
    } else {
      add_leaves_f32(kernels, (float *)sum->leaves + o * size, sum->rows, leaf, sum->inner);
    }
  }
}

// MARK: - Blocks

static int is_finite(const adj_kernels *k, int type, const void *x, size_t count) {
  if (type == adj_type_f64) return k->finite_f64(x, count);
  return type != adj_type_f32 || k->finite_f32(x, count);
}

/// Finds or gathers the elements of a broadcast slot for one block.
static void place(worker *w, const adj_block_slot *slot, char **at, size_t start, size_t count) {
  const adj_block_program *p = w->program;
  const size_t size = size_of(slot->type);
  char *buffer = w->buffers + slot->buffer * sizeof(double[ADJ_BLOCK]);
  if (slot->period > 0) {
    *at = buffer + start % slot->period * size;
  } else if (w->stays_in_rows && slot->strides[0]) {
    size_t position[ADJ_BLOCK_AXES];
    *at = (char *)slot->base + locate(p, slot, start, position) * (ptrdiff_t)size;
  } else {
    *at = buffer;
    gather(p, slot, start, buffer, count);
  }
}

/// Whether an instruction writes to the caller's memory.
static int writes_stream(const adj_block_program *p, size_t n) {
  return p->slots[p->instructions[n].target].kind == adj_slot_stream;
}

/// Finds the streams that are read and not written.
static void find_ahead(worker *w) {
  const adj_block_program *p = w->program;
  for (size_t s = 0; s < p->slot_count && w->ahead_count < MOST_AHEAD; s++) {
    if (p->slots[s].kind != adj_slot_stream) continue;
    size_t n = 0;
    while (n < p->instruction_count && p->instructions[n].target != s) n++;
    if (n == p->instruction_count) w->ahead[w->ahead_count++] = s;
  }
}

/// Asks for a part of the next block, one part with each instruction: memory answers while they compute.
static void fetch_ahead(const worker *w, size_t start, size_t count, size_t instruction) {
  const adj_block_program *p = w->program;
  for (size_t a = 0; a < w->ahead_count; a++) {
    const adj_block_slot *slot = p->slots + w->ahead[a];
    const size_t size = size_of(slot->type), lines = (count * size + 63) / 64;
    const char *next = (char *)slot->base + (start + count) * size;
    const size_t end = lines * (instruction + 1) / p->instruction_count;
    // An address behind the last element is no mistake: nothing is read there.
    for (size_t line = lines * instruction / p->instruction_count; line < end; line++) {
      __builtin_prefetch(next + line * 64);
    }
  }
}

/// Sends the blocks that were written to the caller's memory.
static void send_streams(const worker *w, size_t start, size_t count) {
  const adj_block_program *p = w->program;
  for (size_t n = 0; n < p->instruction_count; n++) {
    if (!writes_stream(p, n)) continue;
    const size_t target = p->instructions[n].target;
    const size_t size = size_of(p->slots[target].type);
    p->kernels->send(w->at[target], (char *)p->slots[target].base + start * size, count * size);
  }
}

/// All instructions for the elements of one block.
static int run_block(worker *w, size_t start, size_t count) {
  const adj_block_program *p = w->program;
  const adj_block_slot *slots = p->slots;
  char *outgoing = w->outgoing;
  for (size_t s = 0; s < p->slot_count; s++) {
    if (slots[s].kind == adj_slot_stream) {
      w->at[s] = (char *)slots[s].base + start * size_of(slots[s].type);
    } else if (slots[s].kind == adj_slot_broadcast) {
      place(w, slots + s, w->at + s, start, count);
    }
  }
  int finite = 1;
  for (size_t n = 0; n < p->instruction_count; n++) {
    const adj_block_instruction *i = p->instructions + n;
    const int a_step = slots[i->a].kind != adj_slot_number;
    const int b_step = slots[i->b].kind != adj_slot_number;
    const int c_step = slots[i->c].kind != adj_slot_number;
    if (p->bypasses && writes_stream(p, n)) {
      w->at[i->target] = outgoing;
      outgoing += sizeof(double[ADJ_BLOCK]);
    }
    if (w->ahead_count > 0) fetch_ahead(w, start, count, n);
    perform(p->kernels, i, w->at[i->a], a_step, w->at[i->b], b_step, w->at[i->c], c_step,
            w->at[i->target], count);
    if (p->checks && slots[i->target].checks && slots[i->target].kind == adj_slot_stream) {
      finite &= is_finite(p->kernels, slots[i->target].type, w->at[i->target], count);
    }
  }
  for (size_t s = 0; s < p->sum_count; s++) take(w, s, start, count);
  if (p->bypasses) send_streams(w, start, count);
  return finite;
}

static size_t strands_size(const adj_block_program *program) {
  return program->sum_count * sizeof(double[ADJ_ACCUMULATORS]);
}

/// The bytes of the blocks that are on their way.
static size_t outgoing_size(const adj_block_program *program) {
  size_t size = 0;
  for (size_t n = 0; program->bypasses && n < program->instruction_count; n++) {
    if (writes_stream(program, n)) size += sizeof(double[ADJ_BLOCK]);
  }
  return size;
}

size_t adj_block_scratch(const adj_block_program *program) {
  return program->buffer_count * ADJ_BLOCK * sizeof(double) + outgoing_size(program) +
         strands_size(program) + program->slot_count * sizeof(char *) + 64;
}

int adj_run_blocks_in(const adj_block_program *program, size_t first, size_t end, void *scratch) {
  const size_t block = sizeof(double[ADJ_BLOCK]);
  char *buffers = (char *)(((uintptr_t)scratch + 63) & ~(uintptr_t)63);
  worker w = {.program = program, .buffers = buffers};
  w.outgoing = buffers + program->buffer_count * block;
  if (program->bypasses) find_ahead(&w);
  w.strands = (void *)(w.outgoing + outgoing_size(program));
  w.at = (char **)((char *)w.strands + strands_size(program));
  for (size_t s = 0; s < program->slot_count; s++) {
    const adj_block_slot *slot = program->slots + s;
    w.at[s] = slot->kind == adj_slot_number ? (char *)&slot->number
                                            : buffers + slot->buffer * block;
    if (slot->kind != adj_slot_broadcast) continue;
    if (slot->period > 0) {
      gather(program, slot, 0, w.at[s], smaller(end - first, ADJ_BLOCK) + slot->period);
    } else if ((size_t)program->axes[0] >= ADJ_BLOCK / 2) {
      w.stays_in_rows = 1;
    }
  }
  // Long rows are cut into parts of about one length: what follows a row is read where it is.
  const size_t row = w.stays_in_rows ? (size_t)program->axes[0] : end;
  size_t part = ADJ_BLOCK;
  if (w.stays_in_rows) {
    const size_t parts = (row + ADJ_BLOCK - 1) / ADJ_BLOCK;
    part = smaller(ADJ_BLOCK, ((row + parts - 1) / parts + 63) / 64 * 64);
  }
  int finite = 1;
  size_t count;
  for (size_t start = first; start < end; start += count) {
    count = smaller(part, end - start);
    if (w.stays_in_rows) count = smaller(count, row - start % row);
    finite &= run_block(&w, start, count);
  }
#if defined(__x86_64__)
  // What went past the caches is not ordered before what the next thread is told.
  if (program->bypasses) __builtin_ia32_sfence();
#endif
  return finite;
}

int adj_run_blocks(const adj_block_program *program, size_t first, size_t end) {
  void *memory = malloc(adj_block_scratch(program));
  if (!memory) return -1;
  const int finite = adj_run_blocks_in(program, first, end, memory);
  free(memory);
  return finite;
}
