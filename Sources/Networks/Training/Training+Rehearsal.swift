import Autodiff
public import TensorCore

/// What failed when a run was tried out, before anything was changed.
public struct RehearsalFailure: Error {
  /// What was tried.
  public enum Part: Equatable, Sendable {
    /// The model, on a batch of the examples.
    case model
    /// The model on the last batch, which has so many examples and is smaller than the others.
    case lastBatch(Int)
    /// The loss of predictions and targets, whose shapes are known where each is one tensor.
    case loss(predictions: Shape?, targets: Shape?)
    case metric
    /// The model or the loss, on the validation data.
    case validation
  }

  public let part: Part
  public let cause: any Error
}

extension Training {
  /// Tries out everything that a run computes, on a few rows, and changes nothing.
  ///
  /// The model sees one batch and the last, smaller one; loss and metrics see all targets, with the predictions for one
  /// batch again and again beside them: a label out of range or a metric that fails is found here.
  ///
  /// - Throws: `RehearsalFailure` with what the model, the loss or a metric throws.
  public func rehearse() throws {
    let first = try examples.rows(0..<min(options.batchSize, examples.count))
    let output = try trying(.model) { try self.output(for: first, isTraining: true) }
    let loss = RehearsalFailure.Part.loss(
      predictions: Self.shape(output),
      targets: Self.shape(first.targets)
    )
    let value = try trying(loss) {
      try task.requireDependence(task.oneNumber(task.loss(output, first.targets)))
    }
    remarkOthers(in: value)
    let last = examples.count % options.batchSize
    if last > 0 {
      try trying(.lastBatch(last)) {
        _ = try self.output(for: examples.rows(0..<last), isTraining: true)
      }
    }
    try judge(output, of: first.count, beside: examples, loss)
    guard let validation else { return }
    let few = try validation.rows(0..<min(options.batchSize, validation.count))
    let validated = try trying(.validation) { try self.output(for: few, isTraining: false) }
    try judge(validated, of: few.count, beside: validation, .validation)
  }

  /// Says which parameters the loss depends on that are not the model's, and therefore stay as they are.
  private func remarkOthers(in loss: Variable) {
    let own = Set(task.model.parameters.map(\.parameter.tag))
    let others = task.graph.parameters(of: loss).filter { !own.contains($0.tag) }
    guard !others.isEmpty else { return }
    let names = others.prefix(3).map { $0.name.map { "`\($0)`" } ?? "a parameter without a name" }
    let more = others.count > names.count ? ", …" : ""
    task.graph.remark(
      "the loss also depends on \(names.joined(separator: ", "))\(more), which the model does not have: "
        + "training leaves \(others.count == 1 ? "it" : "them") alone"
    )
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
  private func judge(
    _ output: Tree,
    of count: Int,
    beside all: Examples,
    _ part: RehearsalFailure.Part
  ) throws {
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
    try trying(part) { _ = try task.oneNumber(task.loss(repeated, all.targets)) }
    try trying(.metric) {
      for metric in options.metrics { _ = try metric.measure(repeated, all.targets) }
    }
  }

  private func trying<Result>(
    _ part: RehearsalFailure.Part,
    _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      throw RehearsalFailure(part: part, cause: error)
    }
  }

  private static func shape(_ tree: Tree) -> Shape? {
    if case .leaf(let operand) = tree { operand.shape } else { nil }
  }
}
