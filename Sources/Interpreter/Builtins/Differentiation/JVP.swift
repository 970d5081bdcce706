import Autodiff

extension Builtin {
  static let jvp = Builtin(
    "jvp",
    [.required("f"), .required("x"), .required("v")],
    BuiltinDocumentation(
      "The value of a function and its derivative along a direction, (f(x), J v), by forward mode.",
      formula: #"(f(x), J v)"#,
      details: [
        "For a function of several parameters the point and the direction are tuples, one entry for "
          + "each.",
        "The direction has the structure and shapes of the point, the derivative those of the result.",
        "shapes: both like f(x)",
        "derivative: by x, by v and by what f captures, to any order",
        "edge cases: v has the structure of x; a tuple where f takes several arguments.",
      ],
      example: "jvp(x -> [x[0]^2, x[0] * x[1]], [2, 3], [1, 0])"
    ),
    repeats: true
  ) { context, arguments in
    let point = try Point(arguments, in: context)
    let (value, tangent) = try context.graph.pushforward(
      of: point.call.engineFunction,
      at: point.call.trees,
      selected: point.call.selected,
      along: point.direction("v", arguments),
      names: point.call.names
    )
    return try .tuple(of: [Value(value), Value(tangent)])
  }

  static let directional = Builtin(
    "directional",
    [.required("f"), .required("x"), .required("u")],
    BuiltinDocumentation(
      "The directional derivative of a function, for the unit vector along a direction.",
      formula: #"\nabla f \cdot \frac{u}{\|u\|}"#,
      details: [
        "For a function of several parameters the point and the direction are tuples.",
        "A direction of length 0 is a ValueError.",
        "shapes: [] for a function that gives one number",
        "derivative: by x and by u, of which the length does not count",
        "edge cases: u is scaled to length 1; of length 0 a ValueError.",
      ],
      example: "directional((x, y) -> x^2 * y, (1, 2), (3, 4))"
    ),
    repeats: true
  ) { context, arguments in
    let point = try Point(arguments, in: context)
    let (_, tangent) = try context.graph.pushforward(
      of: point.call.engineFunction,
      at: point.call.trees,
      selected: point.call.selected,
      along: context.unitVector(along: point.direction("u", arguments), arguments),
      names: point.call.names
    )
    return try Value(tangent)
  }
}

extension Context {
  /// The direction divided by its length over all its parts.
  fileprivate func unitVector(
    along direction: [Operand],
    _ arguments: BoundArguments
  ) throws -> [Operand] {
    // The largest element first, so that squares neither overflow nor vanish.
    let largest = try largestMagnitude(in: direction)
    // A plan that divides by something else ends at a NaN, and comes here again.
    if !graph.isRecording {
      let size = largest.value.scalar
      guard size > 0, size.isFinite else {
        throw arguments.mistake(
          "u",
          .value,
          size == 0 ? "a direction of length 0 points nowhere" : "a direction has to be finite",
          hint: nil
        )
      }
    }
    let scaled = try direction.map { try graph.apply(.divide, $0, largest) }
    var squares = Operand.number(0)
    for part in scaled {
      let square = try graph.apply(.sum(axes: nil), graph.apply(.multiply, part, part))
      squares = try graph.apply(.add, squares, square)
    }
    let length = try graph.apply(.sqrt, squares)
    return try scaled.map { part in
      let unit = try graph.apply(.divide, part, length)
      return unit.dtype == part.dtype ? unit : try graph.apply(.cast(to: part.dtype), unit)
    }
  }

  /// The magnitude of the largest element, a constant to whatever differentiates it; 0 where there is none.
  private func largestMagnitude(in direction: [Operand]) throws -> Operand {
    var largest = Operand.number(0)
    for part in direction.map(\.detached) where part.shape.count > 0 {
      let magnitudes = try graph.apply(.abs, part)
      let own = try graph.apply(.max(axes: nil, keepsDimensions: false), magnitudes)
      let number = own.dtype == .float64 ? own : try graph.apply(.cast(to: .float64), own)
      largest = try graph.apply(.maximum, largest, number)
    }
    return largest
  }
}
