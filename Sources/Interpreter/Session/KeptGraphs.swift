import Autodiff

/// How many values a name may collect with their computations before the user is told what that costs.
private let keptGraphLimit = 10_000

extension Context {
  /// Warns where a list or tuple has grown so long that the computations it keeps alive are many.
  ///
  /// - Parameter count: How many values it has with the one that made it longer.
  func reportKeptGraphs(_ count: Int) {
    if count == keptGraphLimit + 1 { warnKeptGraphs() }
  }

  /// Counts a value written into a part of what a name holds, and warns when they are many.
  ///
  /// What knows only parameters that have been set since counts as a constant and is not kept.
  func countKeptGraph(writtenBy node: Node, from old: Variable?, to new: Variable?) {
    guard let new else { return }
    if let old, !new.isComputed(from: old) { return }
    let count = recordedWrites[ObjectIdentifier(node), default: 0] + 1
    recordedWrites[ObjectIdentifier(node)] = count
    reportKeptGraphs(count)
  }

  private func warnKeptGraphs() {
    guard let place = origins[graph.origin] else { return }
    warnings.warn(
      .keptGraphs,
      "this keeps the computations of more than 10 000 values in memory; "
        + "collect `value(…)` of them where no gradient is wanted",
      at: place
    )
  }
}
