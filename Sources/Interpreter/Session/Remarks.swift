import Autodiff
import Language

extension Context {
  /// Shows what the engine had to say about the call that is being evaluated, as notes.
  func reportRemarks() {
    for remark in graph.takeRemarks() {
      guard let place = origins[graph.origin] else { continue }
      warnings.note(remark, at: place)
    }
  }
}
