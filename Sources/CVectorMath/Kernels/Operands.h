// Operands of blocks that are broadcast: where their elements stand, and a block of them side by side.

#pragma once

#include "Table.h"

static size_t size_of(int type) {
  return type == adj_type_f64 ? 8 : type == adj_type_f32 ? 4 : 1;
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/// Rows of a run each, from places `row` apart: elements that follow each other, or one repeated.
static void spread(const adj_kernels *k, int type, const char *x, ptrdiff_t row, int step, char *y,
                   size_t run, size_t rows) {
  const void *from = x;
  if (type == adj_type_f64) k->spread_f64(from, row, step, (double *)(void *)y, run, rows);
  else if (type == adj_type_f32) k->spread_f32(from, row, step, (float *)(void *)y, run, rows);
  else adj_spread_1(from, row, step, (uint8_t *)y, run, rows);
}

/// Where the element of a slot at position `start` of the program is found, and its position along each axis.
static ptrdiff_t locate(const adj_block_program *p, const adj_block_slot *slot, size_t start,
                        size_t *position) {
  ptrdiff_t offset = 0;
  for (size_t axis = 0; axis < p->axis_count; axis++) {
    const size_t size = (size_t)p->axes[axis];
    position[axis] = start % size;
    start /= size;
    offset += (ptrdiff_t)position[axis] * slot->strides[axis];
  }
  return offset;
}

/// Writes `count` elements of a slot from position `start` of the program on: parts of rows, or several rows at once.
static void gather(const adj_block_program *p, const adj_block_slot *slot, size_t start, char *y,
                   size_t count) {
  const size_t size = size_of(slot->type);
  const size_t inner = (size_t)p->axes[0], next = p->axis_count > 1 ? (size_t)p->axes[1] : 1;
  const ptrdiff_t row = p->axis_count > 1 ? slot->strides[1] : 0;
  size_t position[ADJ_BLOCK_AXES];
  ptrdiff_t offset = locate(p, slot, start, position);
  while (count > 0) {
    const char *from = (const char *)slot->base + offset * (ptrdiff_t)size;
    const size_t run = smaller(count, inner - position[0]);
    size_t rows = 1;
    if (run == inner && p->axis_count > 1) rows = smaller(count / inner, next - position[1]);
    spread(p->kernels, slot->type, from, row, slot->strides[0] != 0, y, run, rows);
    y += run * rows * size;
    count -= run * rows;
    offset -= (ptrdiff_t)position[0] * slot->strides[0];
    position[0] = 0;
    size_t steps = rows;
    for (size_t axis = 1; axis < p->axis_count; axis++, steps = 1) {
      offset += (ptrdiff_t)steps * slot->strides[axis];
      position[axis] += steps;
      if (position[axis] < (size_t)p->axes[axis]) break;
      offset -= (ptrdiff_t)position[axis] * slot->strides[axis];
      position[axis] = 0;
    }
  }
}
