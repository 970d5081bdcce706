#ifndef ADJOINT_BLOCKS_H
#define ADJOINT_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

typedef struct adj_kernels adj_kernels;

/// The elements that go through all instructions at once: their intermediates stay in the first cache.
/// It divides the leaf of a sum.
#define ADJ_BLOCK 512

/// The most axes that operands of a program may differ in: each has two elements at least.
#define ADJ_BLOCK_AXES 64

/// The kind of an element; `DType` in Swift has the same numbers.
enum { adj_type_f64, adj_type_f32, adj_type_bool };

/// What an instruction does.
enum { adj_do_unary, adj_do_test, adj_do_binary, adj_do_compare, adj_do_select, adj_do_cast };

/// One step of a program: slots of its operands and result, the kernel's number, the operands' kind.
typedef struct {
  uint8_t action;
  uint8_t kernel;
  uint8_t type;
  uint8_t target_type;
  uint16_t target, a, b, c;
} adj_block_instruction;

/// How the elements of a slot are found at a block.
enum {
  /// One number for all elements, in the slot itself.
  adj_slot_number,
  /// In the memory of the caller, in the order of the program's elements.
  adj_slot_stream,
  /// In a buffer that is written again in each block.
  adj_slot_scratch,
  /// In the memory of the caller at strides; gathered into a buffer.
  adj_slot_broadcast,
};

typedef struct {
  uint8_t kind;
  uint8_t type;
  /// The buffer of a scratch or broadcast slot; the first of two for one with a period.
  uint16_t buffer;
  /// After how many elements, `ADJ_BLOCK` at most, those of a broadcast slot come again; 0 where they do not.
  uint16_t period;
  /// Whether a stream that is written is looked at, where the program checks.
  uint8_t checks;
  union {
    double f64;
    float f32;
    uint8_t byte;
  } number;
  /// The caller's memory.
  void *base;
  /// Along each axis of the program, innermost first; the innermost is 0 or 1. For a broadcast only.
  const ptrdiff_t *strides;
} adj_block_slot;

/// The sum of a slot taken as `[outer, rows, inner]` over `rows`, by the tree of `adj_reduce`.
typedef struct {
  uint16_t slot;
  uint8_t type;
  size_t outer, rows, inner;
  /// `outer * adj_block_sum_leaves(...) * inner` elements for the leaves of the tree; the sums stand in
  /// front of each outer part at the end.
  void *leaves;
} adj_block_sum;

typedef struct {
  const adj_kernels *kernels;
  const adj_block_instruction *instructions;
  const adj_block_slot *slots;
  const adj_block_sum *sums;
  size_t instruction_count, slot_count, sum_count, buffer_count;
  /// The sizes of the axes, innermost first.
  const ptrdiff_t *axes;
  size_t axis_count;
  /// Where not 0, whether the streams written are finite is looked at.
  int checks;
  /// Where not 0, the streams are too long for the caches, and those written go past them.
  int bypasses;
} adj_block_program;

/// The leaves of the sum of `rows` rows of `inner` columns.
size_t adj_block_sum_leaves(size_t rows, size_t inner);

/// Runs the instructions for the elements from `first` up to `end`, neither of which cuts a leaf of a sum.
///
/// Returns 0 where a check met a NaN or infinity, -1 where there is no memory for the buffers, else 1.
int adj_run_blocks(const adj_block_program *program, size_t first, size_t end);

/// Runs one instruction on slots that are numbers.
void adj_run_number(const adj_kernels *kernels, const adj_block_instruction *instruction,
                    adj_block_slot *slots);

/// Adds up the leaves of a sum: the sum of each outer part stands in front of its leaves.
void adj_finish_block_sum(const adj_kernels *kernels, const adj_block_sum *sum);

#endif
