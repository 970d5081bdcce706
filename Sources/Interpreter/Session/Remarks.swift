import Autodiff
import Language

extension Context {
  /// Shows what the engine had to say about calls, as notes.
  func reportRemarks() {
    for remark in graph.takeRemarks() {
      guard let place = origins[remark.origin] else { continue }
      warnings.note(remark.text, at: place)
    }
  }
}
