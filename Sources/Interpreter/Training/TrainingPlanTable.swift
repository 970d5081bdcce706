import Autodiff
import Networks
import TensorCore

/// The plans of a session's latest trainings, by what trainings have in common that may run from the same ones.
struct TrainingPlanTable {
  private struct Entry {
    let identity: CallIdentity
    let plans: TrainingPlans
    var lastCell: UInt
  }

  private static let limit = 8
  /// For how many cells the plans of a training are kept that does not come again.
  private static let patience: UInt = 8
  /// The one that served last stands last.
  private var entries: [Entry] = []
  private var cellCount: UInt = 0

  /// The plans for a training, made where there are none yet.
  mutating func plans(for identity: CallIdentity?, in graph: Graph) -> TrainingPlans {
    guard let identity else { return TrainingPlans(graph) }
    var entry = Entry(identity: identity, plans: TrainingPlans(graph), lastCell: cellCount)
    if let known = entries.firstIndex(where: { $0.identity == identity }) {
      entry = entries.remove(at: known)
      entry.lastCell = cellCount
    } else if entries.count == Self.limit {
      entries.removeFirst()
    }
    entries.append(entry)
    return entry.plans
  }

  /// Forgets what is out of date or has not come again for a while, so that old values are not kept.
  mutating func beginCell() {
    cellCount += 1
    for entry in entries { entry.plans.forgetOutdated() }
    entries.removeAll { $0.lastCell + Self.patience < cellCount }
  }

  mutating func removeAll() { entries = [] }
}

extension TrainingReader {
  /// The most parameters of a model that plans may keep alive; training more takes far longer than making the plans.
  private static let mostParameters = 1 << 22

  /// What this training has in common with those that may run from the same plans; nil where there is no saying.
  ///
  /// A model that is fully described, with a loss of the language's own, is like any other of its structure. Functions of
  /// the user's may read the very model that is trained: there it has to be the same one.
  var identity: CallIdentity? {
    guard case .rule(let value) = optimizer, context.runsPlans,
      model.parameterCount <= Self.mostParameters
    else { return nil }
    var recipe = "train \(value.optimizer.recipe) \(clipNorm.map { "\($0)" } ?? "") "
    for operand in examples.operands {
      recipe += "\(operand.dtype.name) \(Shape(Array(operand.shape.dimensions.dropFirst()))) "
    }
    guard loss is BuiltinFunction, let structure = model.recipe else {
      return CallIdentity(recipe: recipe, functions: [function, loss], CallArguments([]))
    }
    return CallIdentity(recipe: recipe + structure, functions: [loss], CallArguments([]))
  }
}
