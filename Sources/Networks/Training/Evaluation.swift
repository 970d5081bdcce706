import Autodiff
import TensorCore

/// The model's results for examples, in evaluation mode, and what is measured on them.
final class Evaluation {
  private let task: TrainingTask
  private let parameters: [Parameter]

  /// Rows that go through the model at once, so that intermediate values stay small.
  private static let portion = 2048

  init(_ task: TrainingTask) {
    self.task = task
    parameters = task.model.parameters.map(\.parameter)
  }

  /// The plain output for all examples.
  func output(for examples: Examples) throws -> Tree {
    if examples.count <= Self.portion { return try portion(examples) }
    var parts: [Tree] = []
    for start in stride(from: 0, to: examples.count, by: Self.portion) {
      let end = min(start + Self.portion, examples.count)
      parts.append(try portion(examples.rows(start..<end)))
    }
    let leaves = parts.map(\.leaves)
    var position = 0
    return try parts[0].mapLeaves { _ in
      defer { position += 1 }
      return Operand(try Tensor.concatenated(leaves.map { $0[position].value }))
    }
  }

  /// The plain output for all examples, and its loss.
  func judgement(of examples: Examples) throws -> (output: Tree, loss: Double) {
    guard examples.count <= Self.portion else {
      let output = try output(for: examples)
      return (output, try task.oneNumber(task.loss(output, examples.targets)).value.scalar)
    }
    let (output, loss) = try run(task.plans.judgement, examples) { output, targets in
      [try task.oneNumber(task.loss(output, targets))]
    }
    return (output, loss[0].value.scalar)
  }

  private func portion(_ examples: Examples) throws -> Tree {
    try run(task.plans.forward, examples) { _, _ in [] }.output
  }

  /// The plain output, and what else is computed of it and the targets.
  private func run(
    _ replay: Replay,
    _ examples: Examples,
    _ further: (_ output: Tree, _ targets: Tree) throws -> [Operand]
  ) throws -> (output: Tree, further: [Operand]) {
    var form: Tree?
    let states = task.model.states.map { Operand($0.state.value) }
    let outcome = try replay.run(states + examples.operands, for: parameters) { operands in
      let (inputs, targets) = examples.structure(operands[states.count...])
      let output = try self.task.model.run(
        inputs,
        states: Array(operands[..<states.count]),
        in: self.task.graph,
        draw: { Operand(try self.task.draw($0)) }
      ).output
      form = output
      return Replay.Outcome(
        try output.leaves + further(output, targets),
        form: OutputForm(output)
      )
    }
    let shape = form ?? (outcome.form as? OutputForm)?.tree
    guard let shape else {
      return (.tuple(outcome.operands.map { .leaf($0.plain) }), outcome.operands)
    }
    var remaining = outcome.operands[...]
    let output = shape.mapLeaves { (remaining.popFirst() ?? $0).plain }
    return (output, Array(remaining))
  }
}

/// The structure of a model's output.
private final class OutputForm {
  let tree: Tree

  init(_ tree: Tree) {
    // Structure only: what was computed is not kept alive.
    self.tree = tree.mapLeaves { _ in .number(0) }
  }
}
