import Autodiff
import TensorCore

extension DifferentiatedCall {
  /// Gradients as the language gives them: one as it is, several numbers as a vector, else a record.
  func gradientValue(_ gradients: [Tree], as name: String, isSelection: Bool) throws -> Value {
    if gradients.count == 1 {
      let value = try Value(gradients[0])
      if case .record(let record) = value { return .object(GradientRecord(record)) }
      context.annotate(value, "same shape as \(selectedNames[0])")
      return value
    }
    if isByNumbers, !isSelection {
      let vector = try context.graph.apply(.stack(axis: 0), gradients.flatMap(\.leaves))
      let entries = selectedNames.map { "∂\(name)/∂\($0)" }.joined(separator: ", ")
      context.annotate(Value(vector), "entries: \(entries)")
      return Value(vector)
    }
    let fields = try zip(selectedNames, gradients).map { (name: $0, value: try Value($1)) }
    return .object(GradientRecord(try Record(fields)))
  }
}
