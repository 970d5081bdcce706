import Autodiff
import Language

/// `xᵀ` or `x.T`: a vector becomes a row, a matrix its transpose.
final class TransposeNode: Node {
  let base: Node
  let origin: UInt32

  init(_ base: Node, origin: UInt32, _ location: Location) {
    self.base = base
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let value = try base.evaluate(&frame)
    let context = frame.context
    context.graph.origin = origin
    return try located {
      if case .record(let record) = value, let field = record["T"] { return field }
      guard let operand = try value.operand else {
        throw Diagnostic(.type, "\(value.described) has no transpose")
      }
      let reversedAxes = Array((0..<operand.shape.rank).reversed())
      switch operand.shape.rank {
      case 0: return value
      case 1: return .row(Row(operand))
      default: return Value(try context.graph.apply(.transpose(reversedAxes), operand))
      }
    }
  }

  override var height: Int { 1 + base.height }
}

/// `e` or `pi` as the base of a power: a note where the user has given the name another meaning.
final class ShadowedConstantNode: Node {
  let base: Node
  let name: String

  init(_ base: Node, _ name: String) {
    self.base = base
    self.name = name
    super.init(base.location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let isShadowed: Bool
    if let global = base as? GlobalNode {
      isShadowed = global.cell.isAssigned
    } else {
      isShadowed = true
    }
    if isShadowed {
      frame.context.warnings.note(
        "`\(name)` is a value of yours here, not the constant",
        at: location
      )
    }
    return try base.evaluate(&frame)
  }

  override var height: Int { 1 + base.height }
}
