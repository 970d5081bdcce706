#ifndef ADJOINT_PROGRAMS_H
#define ADJOINT_PROGRAMS_H

#include <stddef.h>
#include <stdint.h>

#include "Blocks.h"

typedef struct adj_step adj_step;

/// The most elements that an elementwise step of a program takes at once; more go through a block program.
#define ADJ_DIRECT 512

/// What a step of a program on tensors does.
enum {
  /// Steps on numbers from `a` to `b`; the registers they write are looked at.
  adj_run_numbers,
  /// Whether the register `a` holds the bits at `list`.
  adj_run_guard,
  /// Whether the element of `a` is not 0, as `kernel` says.
  adj_run_question,
  adj_run_unary,
  adj_run_test,
  adj_run_binary,
  adj_run_compare,
  adj_run_select,
  adj_run_cast,
  /// Elements at strides to elements at strides: at `list` the number of axes, and for each, innermost first, its
  /// size and both strides.
  adj_run_copy,
  /// The same, added to what is there.
  adj_run_add,
  /// At `list` the number of runs, and for each where it starts in `a`, its stride there, its length and where it
  /// starts in the target.
  adj_run_gather,
  /// The same runs the other way, added.
  adj_run_scatter,
  /// The same runs the other way, in place of what is there.
  adj_run_replace,
  /// Elements of `a` at places that the numbers of `b`, of type `kernel`, name. At `list` how many numbers there are,
  /// below what they have to be, how far a number, and a place, moves in `a`, and how many neighbours are taken.
  adj_run_look_up,
  /// The same elements the other way, added one after the other.
  adj_run_place,
  /// All bytes 0; `list` says how many.
  adj_run_clear,
  /// At `list` the sizes outer, rows and inner.
  adj_run_reduce,
  /// Products of matrices: at `list` how many there are, the fields of the `adj_product` that all of them are, and for
  /// each which matrix of `a` and of `b` makes which one of the result.
  adj_run_product,
  /// The block program number `a`.
  adj_run_block,
  /// What the caller does.
  adj_run_outside,
  adj_run_nothing,
};

/// A step: slots of its operands and result, and what the action needs.
typedef struct {
  uint8_t action;
  uint8_t kernel;
  uint8_t type;
  uint8_t target_type;
  /// Whether operands have an element for each of the result, or one.
  uint8_t a_step, b_step, c_step;
  /// Whether the result's elements have to be finite.
  uint8_t checks;
  uint32_t target, a, b, c;
  /// The elements of the result.
  uint32_t count;
  uint32_t list;
} adj_program_step;

/// A block program with what it takes from and leaves in the table of a program.
typedef struct {
  adj_block_program program;
  adj_block_slot *slots;
  const adj_block_instruction *preparations;
  size_t preparation_count;
  /// For each slot that is filled before a run: the slot, its place in the table, and whether a number is read there.
  const uint32_t *fillings;
  size_t filling_count;
  /// For each result that is one number: its slot and its place in the table.
  const uint32_t *stores;
  size_t store_count;
  adj_block_sum *sums;
  /// The place of each sum's leaves in the table.
  const uint32_t *leaves;
  size_t count;
} adj_program_block;

typedef struct {
  const adj_kernels *kernels;
  const adj_program_step *steps;
  const int64_t *lists;
  adj_program_block *blocks;
  /// Where the elements of each slot stand.
  void **table;
  /// Room for the buffers of a block.
  void *scratch;
  /// The program on numbers.
  const adj_step *number_steps;
  const int32_t *number_lists;
  double *registers;
  size_t number_count, register_count;
} adj_program;

typedef struct {
  /// The step that comes next.
  size_t next;
  /// Whether something was not finite, or a guard did not hold.
  int failed;
} adj_program_state;

/// The bytes that `adj_run_blocks_in` needs.
size_t adj_block_scratch(const adj_block_program *program);

/// Like `adj_run_blocks`, with the memory for its buffers.
int adj_run_blocks_in(const adj_block_program *program, size_t first, size_t end, void *scratch);

/// Puts the addresses and numbers of a run into the slots of a block.
void adj_fill_block(const adj_program *program, adj_program_block *block);

/// Takes the numbers out of a block's slots and adds up its sums; whether they are finite, where that matters.
int adj_finish_block(const adj_program *program, adj_program_block *block);

/// Runs steps from `first` up to `end`, or up to one that the caller has to do, or that fails.
adj_program_state adj_run_program(const adj_program *program, size_t first, size_t end);

#endif
