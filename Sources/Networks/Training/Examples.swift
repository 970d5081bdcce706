public import Autodiff
import TensorCore

/// Inputs with their targets: tensors, or tuples and records of them, with a row for each example.
public struct Examples {
  public let inputs: Tree
  public let targets: Tree
  public let count: Int

  /// - Throws: `ExamplesError` where there is no example, or not the same number of rows everywhere.
  public init(_ inputs: Tree, _ targets: Tree) throws {
    self.inputs = try Self.plain(inputs, "x")
    self.targets = try Self.plain(targets, "y")
    let inputRows = try Self.rows(self.inputs, "x")
    let targetRows = try Self.rows(self.targets, "y")
    guard inputRows == targetRows else {
      throw ExamplesError(
        "`x` has \(inputRows) example\(inputRows == 1 ? "" : "s") and `y` has \(targetRows)",
        hint: "the first axis of both counts the examples"
      )
    }
    count = inputRows
  }

  private init(unchecked inputs: Tree, _ targets: Tree, count: Int) {
    self.inputs = inputs
    self.targets = targets
    self.count = count
  }

  /// The examples at some places, in that order.
  public func rows(_ places: [Int]) throws -> Examples {
    try mapping(count: places.count) { tensor in
      try tensor.gathered(
        Selection([.indices(Places(places), shape: [places.count])], in: tensor.shape)
      )
    }
  }

  /// Examples that follow each other.
  func rows(_ range: Range<Int>) throws -> Examples {
    if range == 0..<count { return self }
    return try mapping(count: range.count) { try $0.rows(range) }
  }

  /// With all float tensors in one element type.
  func cast(to dtype: DType) throws -> Examples {
    try mapping(count: count) { $0.dtype == .bool ? $0 : try $0.cast(to: dtype) }
  }

  /// The tensors of inputs and targets, in order.
  public var operands: [Operand] { inputs.leaves + targets.leaves }

  /// Where something that is no finite number stands first: `` row 3 of `x` holds nan ``; nil where nothing does.
  var nonFinitePlace: String? {
    for (tree, name) in [(inputs, "x"), (targets, "y")] {
      for tensor in tree.leaves.map(\.value) where !tensor.allFinite {
        let values = tensor.values
        guard let place = values.firstIndex(where: { !$0.isFinite }) else { continue }
        let row = place / max(1, values.count / count)
        return "row \(row) of `\(name)` holds \(values[place])"
      }
    }
    return nil
  }

  /// Inputs and targets in this structure, with other operands.
  func structure(_ operands: ArraySlice<Operand>) -> (inputs: Tree, targets: Tree) {
    var remaining = operands
    let inputs = inputs.mapLeaves { remaining.popFirst() ?? $0 }
    return (inputs, targets.mapLeaves { remaining.popFirst() ?? $0 })
  }

  private func mapping(count: Int, _ transform: (Tensor) throws -> Tensor) rethrows -> Examples {
    Examples(
      unchecked: try inputs.mapLeaves { Operand(try transform($0.value)) },
      try targets.mapLeaves { Operand(try transform($0.value)) },
      count: count
    )
  }

  private static func plain(_ tree: Tree, _ name: String) throws -> Tree {
    switch tree {
    case .leaf(let operand): return .leaf(operand.plain)
    case .tuple(let members): return .tuple(try members.map { try plain($0, name) })
    case .record(let fields):
      return .record(try fields.map { ($0.name, try plain($0.value, name)) })
    default:
      throw ExamplesError(
        "`\(name)` has to be a tensor, or a tuple or record of tensors",
        hint: nil,
        isType: true
      )
    }
  }

  private static func rows(_ tree: Tree, _ name: String) throws -> Int {
    let shapes = tree.leaves.map(\.shape)
    guard let first = shapes.first else {
      throw ExamplesError("`\(name)` holds no tensor", hint: nil)
    }
    for shape in shapes {
      guard let count = shape.dimensions.first else {
        throw ExamplesError(
          "`\(name)` is a number, and examples are the rows of a tensor",
          hint: "one example is a tensor of one row: `[[…]]`"
        )
      }
      guard count == first.dimensions.first else {
        throw ExamplesError(
          "the tensors of `\(name)` have different numbers of rows: \(first) and \(shape)",
          hint: nil
        )
      }
    }
    let count = first.dimensions.first ?? 0
    guard count > 0 else {
      throw ExamplesError("there are no examples: `\(name)` is \(first)", hint: nil)
    }
    return count
  }
}

/// What is wrong with the data of a training.
public struct ExamplesError: Error, Equatable {
  public let message: String
  public let hint: String?
  /// Whether the kind of value is wrong, and not its shape.
  public let isType: Bool

  init(_ message: String, hint: String?, isType: Bool = false) {
    self.message = message
    self.hint = hint
    self.isType = isType
  }
}
