import Autodiff
import TensorCore

extension Training {
  /// Tries out everything that a run computes, on a few rows, and changes nothing.
  ///
  /// The model sees one batch and the last, smaller one; loss and metrics see all targets, with the predictions for one
  /// batch again and again beside them: a label out of range or a metric that fails is found here.
  ///
  /// - Throws: what the model, the loss or a metric throws.
  public func rehearse() throws {
    let first = try examples.rows(0..<min(options.batchSize, examples.count))
    let output = try output(for: first, isTraining: true)
    try task.requireDependence(task.oneNumber(task.loss(output, first.targets)))
    let last = examples.count % options.batchSize
    if last > 0 { _ = try self.output(for: examples.rows(0..<last), isTraining: true) }
    try judge(output, of: first.count, beside: examples)
    guard let validation else { return }
    let few = try validation.rows(0..<min(options.batchSize, validation.count))
    try judge(self.output(for: few, isTraining: false), of: few.count, beside: validation)
  }

  private func output(for rows: Examples, isTraining: Bool) throws -> Tree {
    try task.model.run(
      rows.inputs,
      isTraining: isTraining,
      in: task.graph,
      draw: { Operand(try Tensor.filled(0.5, shape: $0)) }
    ).output
  }

  /// Asks loss and metrics about all targets.
  private func judge(_ output: Tree, of count: Int, beside all: Examples) throws {
    let places = (0..<all.count).map { $0 % count }
    let repeated = try output.mapLeaves { operand in
      let tensor = operand.value
      guard tensor.shape.dimensions.first == count else { return operand.plain }
      if count == all.count { return operand.plain }
      return Operand(
        try tensor.gathered(
          Selection([.indices(Places(places), shape: [places.count])], in: tensor.shape)
        )
      )
    }
    _ = try task.oneNumber(task.loss(repeated, all.targets))
    for metric in options.metrics { _ = try metric.measure(repeated, all.targets) }
  }
}
