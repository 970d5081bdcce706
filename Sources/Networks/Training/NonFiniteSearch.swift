import Autodiff
import TensorCore

/// Goes through a step once more, layer by layer, to see where the first number ceases to be one.
struct NonFiniteSearch {
  private let task: TrainingTask
  private let batch: Examples

  init(_ task: TrainingTask, _ batch: Examples) {
    self.task = task
    self.batch = batch
  }

  func origin(states: [Tensor]) throws -> TrainingFailure.Origin {
    let graph = task.graph
    graph.clearNonFiniteNotes()
    var layer: String?
    var note: NonFiniteNote?
    let result = try task.model.run(
      batch.inputs,
      states: states.map(Operand.init),
      isTraining: true,
      in: graph,
      draw: { Operand(try task.draw($0)) }
    ) { path, found, output in
      guard layer == nil, !output.leaves.allSatisfy(\.value.allFinite) else { return }
      layer = path.isEmpty ? "`\(found.kind)`" : "`\(path)` (\(found.kind))"
      note = graph.nonFiniteNotes.notes.first
    }
    if let layer { return TrainingFailure.Origin(layer: layer, note: note) }
    let loss = try task.oneNumber(task.loss(result.output, batch.targets))
    note = graph.nonFiniteNotes.notes.first
    guard loss.value.allFinite, let variable = loss.variable else {
      return TrainingFailure.Origin(note: note)
    }
    let gradients = try graph.gradient(of: variable, for: task.leaves)
    guard let place = gradients.firstIndex(where: { !$0.value.allFinite }) else {
      return TrainingFailure.Origin(isStep: true)
    }
    return TrainingFailure.Origin(
      note: graph.nonFiniteNotes.notes.first,
      gradient: task.model.parameters[place].name
    )
  }
}
