import TensorCore

/// The step of an optimizer for one element, written down once.
///
/// What it is written with is not computed but noted, so that the same lines run on plain tensors, in one pass over
/// memory, and on values that a graph records.
public struct StepFormula: Sendable {
  /// What one line does; numbers are the places of earlier lines.
  enum Line: Sendable {
    case input(Int)
    case coefficient(Int)
    case constant(Double)
    case unary(UnaryKernel, Int)
    case binary(BinaryKernel, Int, Int)
  }

  /// How many tensors go into a step: parameter, gradient and state.
  let inputCount: Int
  let coefficientCount: Int
  let lines: [Line]
  /// The lines that give the new parameter and then the new state.
  let results: [Int]

  /// A number in a formula.
  struct Quantity {
    fileprivate let line: Int
    fileprivate let writer: Writer

    func squareRoot() -> Quantity { writer.add(.unary(.sqrt, line)) }
    func sign() -> Quantity { writer.add(.unary(.sign, line)) }
    func squared() -> Quantity { writer.add(.unary(.square, line)) }

    /// The larger of the two.
    func maximum(_ other: Quantity) -> Quantity { writer.add(.binary(.maximum, line, other.line)) }

    /// The larger of the two.
    func maximum(_ other: Double) -> Quantity { maximum(writer.add(.constant(other))) }

    static func + (a: Quantity, b: Quantity) -> Quantity { a.combined(.add, b) }
    static func - (a: Quantity, b: Quantity) -> Quantity { a.combined(.subtract, b) }
    static func * (a: Quantity, b: Quantity) -> Quantity { a.combined(.multiply, b) }
    static func / (a: Quantity, b: Quantity) -> Quantity { a.combined(.divide, b) }
    static func + (a: Quantity, b: Double) -> Quantity { a + a.writer.add(.constant(b)) }
    static func * (a: Double, b: Quantity) -> Quantity { b.writer.add(.constant(a)) * b }

    private func combined(_ kernel: BinaryKernel, _ other: Quantity) -> Quantity {
      writer.add(.binary(kernel, line, other.line))
    }
  }

  /// What a step is written from.
  struct Terms {
    let parameter: Quantity
    let gradient: Quantity
    let state: [Quantity]
    /// The numbers of this step, the same for every element.
    let coefficients: [Quantity]
  }

  /// What a step gives; the state has as many members as before.
  typealias Results = (parameter: Quantity, state: [Quantity])

  fileprivate final class Writer {
    var lines: [Line] = []

    func add(_ line: Line) -> Quantity {
      lines.append(line)
      return Quantity(line: lines.count - 1, writer: self)
    }
  }

  init(stateCount: Int, coefficientCount: Int, _ write: (Terms) -> Results) {
    let writer = Writer()
    let inputs = (0..<(2 + stateCount)).map { writer.add(.input($0)) }
    let results = write(
      Terms(
        parameter: inputs[0],
        gradient: inputs[1],
        state: Array(inputs[2...]),
        coefficients: (0..<coefficientCount).map { writer.add(.coefficient($0)) }
      )
    )
    precondition(results.state.count == stateCount, "a step gives a state like the one it got")
    inputCount = inputs.count
    self.coefficientCount = coefficientCount
    lines = writer.lines
    self.results = [results.parameter.line] + results.state.map(\.line)
  }
}
