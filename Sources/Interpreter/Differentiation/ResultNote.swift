import Autodiff
import Display
import TensorCore

/// What a cell says below a value about where it came from: `same shape as x`.
///
/// It belongs to one value: any computation with it gives a value without the note.
struct ResultNote {
  private let value: Tensor
  let text: String

  init(_ value: Tensor, _ text: String) {
    self.value = value
    self.text = text
  }

  /// Whether the note was made for this value.
  func belongs(to other: Tensor) -> Bool { value.isIdentical(to: other) }
}

/// What there is to say about a value of a recorded run.
struct RecordedNote {
  let variable: Variable
  let text: String
}

extension Context {
  /// Notes where a tensor came from, should it be what the cell shows; numbers speak for themselves.
  func annotate(_ value: Value, _ text: String) {
    guard let operand = try? value.operand, operand.shape.rank > 0 else { return }
    if operand.variable?.standsForMany == true { return }
    if graph.isRecording, let variable = operand.variable {
      recordedNote = RecordedNote(variable: variable, text: text)
      return
    }
    resultNote = ResultNote(operand.value, text)
  }

  /// What a cell shows, with the note below where there is one for the value.
  func annotated(_ bundle: MIMEBundle, for value: Value) throws -> MIMEBundle {
    guard let note = resultNote, let operand = try value.operand, note.belongs(to: operand.value)
    else { return bundle }
    let rich = bundle.entries.compactMap { entry -> MIMEBundle.Entry? in
      switch entry.type {
      case .html: .init(.html, entry.content + "\n<div><em>\(escapedForXML(note.text))</em></div>")
      default: nil
      }
    }
    return MIMEBundle(plainText: bundle.plainText + "\n  (\(note.text))", rich)
  }
}
