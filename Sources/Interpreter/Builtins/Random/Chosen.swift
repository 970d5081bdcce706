import Autodiff
import Language
import TensorCore

extension Builtin {
  static let randint = Builtin(
    "randint",
    [.required("low"), .optional("high", .none), .optional("size", .none)],
    BuiltinDocumentation(
      "Random whole numbers from low up to, and without, high; `randint(n)` starts at 0.",
      formula: #"k \sim \mathcal{U}\{low, \dots, high - 1\}"#,
      details: [
        "shapes: the sizes asked for",
        "derivative: none: a draw is a constant",
        "edge cases: An empty range is a ValueError.",
      ],
      example: "randint(0, 10, size=(2, 3))"
    )
  ) { context, arguments in
    let first = try arguments.integer("low")
    let high = try arguments.optional("high") { try arguments.integer($0) }
    let (lower, upper) = high.map { (first, $0) } ?? (0, first)
    guard lower < upper else {
      throw Diagnostic(.value, "\(arguments.function) finds no number from \(lower) below \(upper)")
    }
    let shape = try arguments.size()
    let drawn = try context.random.integers(in: lower..<upper, count: shape.count)
    return Value(try drawn.reshaped(to: shape))
  }

  static let permutation = Builtin(
    "permutation",
    [.required("x")],
    BuiltinDocumentation(
      "The numbers from 0 to n-1 in random order, or the rows of a tensor in random order.",
      details: [
        "shapes: [n]; [n, ...] -> [n, ...]",
        "derivative: none for numbers, the cotangents in their old order for rows",
        "edge cases: Of one row, or none, the same; a negative count is a ValueError.",
      ],
      example: "permutation(5)"
    )
  ) { context, arguments in
    let operand = try arguments.operand("x")
    guard let count = operand.shape.dimensions.first else {
      return Value(try context.random.permutation(count: arguments.count("x")))
    }
    let order = try Places(random: context.random.permutation(count: count))
    let parts: [AxisSelection] = [.indices(order, shape: [count])]
    return Value(try context.graph.apply(.index(parts), operand))
  }

  static let bernoulli = Builtin(
    "bernoulli",
    [.required("p"), .optional("size", .none)],
    BuiltinDocumentation(
      "1 with probability p and 0 otherwise, for each element of p or of the size given.",
      formula: #"P(y = 1) = p"#,
      details: [
        "shapes: the sizes asked for, or those of p",
        "derivative: none: a draw is a constant",
        "edge cases: p outside of 0 to 1 is a ValueError.",
      ],
      example: "bernoulli(0.3, size=5)"
    )
  ) { context, arguments in
    let probability = try arguments.tensor("p")
    if let odd = try probability.first(where: { !(0...1).contains($0) }) {
      let message = "a probability lies between 0 and 1, and \(NumberText.text(odd)) does not"
      throw arguments.mistake("p", .value, message)
    }
    let shape = arguments.isGiven("size") ? try arguments.size() : probability.shape
    let drawn = try context.drawn(shape) { try $0.uniform(count: $1.count) }
    let isLess = try context.graph.apply(.less, drawn, Operand(probability))
    return Value(try context.graph.apply(.cast(to: .float64), isLess))
  }

  static let choice = Builtin(
    "choice",
    [.required("xs"), .optional("size", .none), .keyword("replace", .bool(true))],
    BuiltinDocumentation(
      "Randomly chosen rows of xs, members of a tuple, or numbers below a number; one where no size is given.",
      details: [
        "shapes: [n, ...] -> [size, ...]; n -> [size]",
        "derivative: the cotangent, added to the rows that were chosen",
        "edge cases: Without replacement no more rows than there are; nothing to choose from is a ValueError.",
      ],
      example: "choice([2, 3, 5, 7], size=3)"
    )
  ) { context, arguments in
    let shape = try arguments.size()
    if case .tuple(let tuple) = arguments["xs"] {
      guard shape.rank <= 1 else {
        throw arguments.mistake("size", .value, "of a tuple, a tuple of one length is chosen")
      }
      let places = try arguments.places(below: tuple.elements.count, shape, in: context)
      let chosen = (0..<shape.count).map { tuple.elements[places[$0]] }
      return try shape.rank == 0 ? chosen[0] : .tuple(of: chosen)
    }
    let operand = try arguments.operand("xs")
    guard let count = operand.shape.dimensions.first else {
      let places = try arguments.places(below: arguments.count("xs"), shape, in: context)
      let numbers = (0..<shape.count).map { Double(places[$0]) }
      return Value(try Tensor(values: numbers, shape: shape))
    }
    let places = try arguments.places(below: count, shape, in: context)
    let parts: [AxisSelection] =
      shape.rank == 0 ? [.index(places[0])] : [.indices(places, shape: shape)]
    return Value(try context.graph.apply(.index(parts), operand))
  }
}

extension Places {
  /// The whole numbers that a random stream has drawn.
  init(random numbers: Tensor) throws {
    guard let places = try Places(numbers) else {
      throw TensorError.index("a random stream draws whole numbers")
    }
    self = places
  }
}

extension BoundArguments {
  /// Random places among `count`, as many as the shape has elements, with or without the same twice.
  fileprivate func places(below count: Int, _ shape: Shape, in context: Context) throws -> Places {
    guard count > 0 else { throw mistake("xs", .value, "there is nothing to choose from") }
    guard try !bool("replace") else {
      return try Places(random: context.random.integers(in: 0..<count, count: shape.count))
    }
    guard shape.count <= count else {
      throw mistake(
        "size",
        .value,
        "\(shape.count) of \(count) cannot be chosen without replacement"
      )
    }
    let order = try context.random.permutation(count: count)
    let first = AxisSelection.slice(start: 0, stop: shape.count, step: 1)
    return try Places(random: order.gathered(Selection([first], in: order.shape)))
  }

  /// The shape given as `size=`: a number or a tuple; a single number where there is none.
  fileprivate func size() throws -> Shape {
    if case .none = self["size"] { return .scalar }
    return try Shape.validated(axes("size"))
  }
}
