public import Autodiff
import TensorCore

/// An objective at points that may have a history, for derivatives of its solutions.
extension Objective {
  /// All that the function returns, as one vector.
  func vector(at x: Operand) throws -> Operand {
    try flattened(function(point.arguments(at: x, in: graph)).leaves)
  }

  /// The one number that the function returns.
  func number(at x: Operand) throws -> Operand {
    try graph.apply(.reshape(to: .scalar), vector(at: x))
  }

  /// The gradient, as one vector.
  func gradient(at x: Operand) throws -> Operand {
    let gradients = try graph.valueAndGradient(
      of: function,
      at: point.arguments(at: x, in: graph),
      selected: selected
    ).gradients
    return try flattened(gradients.flatMap(\.leaves))
  }

  /// The function less the products of multipliers with the constraints, which are functions of the same arguments.
  func lagrangian(_ constraints: Objective, _ multipliers: Operand) -> Objective {
    let (own, graph) = (function, graph)
    let lagrangian: Function = { trees in
      let value = try flattened(own(trees).leaves)
      let products = try graph.apply(
        .multiply,
        multipliers,
        flattened(constraints.function(trees).leaves)
      )
      let sum = try graph.apply(.sum(axes: nil), products)
      let number = try graph.apply(.reshape(to: .scalar), value)
      return .leaf(try graph.apply(.subtract, number, sum))
    }
    return Objective(lagrangian, of: point, selected: selected, in: graph)
  }

  /// The sum of the squares of what the function returns.
  public var squared: Objective {
    let (own, graph) = (function, graph)
    let squared: Function = { trees in
      let residuals = try flattened(own(trees).leaves)
      let squares = try graph.apply(.multiply, residuals, residuals)
      return .leaf(try graph.apply(.sum(axes: nil), squares))
    }
    return Objective(squared, of: point, selected: selected, in: graph)
  }

  private func flattened(_ operands: [Operand]) throws -> Operand {
    let flat = try operands.filter(\.isDifferentiable).map { operand in
      let vector = try graph.apply(.reshape(to: [operand.shape.count]), operand)
      return vector.dtype == .float64 ? vector : try graph.apply(.cast(to: .float64), vector)
    }
    return flat.count == 1 ? flat[0] : try graph.apply(.concat(axis: 0), flat)
  }
}

extension Graph {
  /// All elements of some operands behind each other; one operand stays as it is.
  public func oneVector(of operands: [Operand]) throws -> Operand {
    guard operands.count != 1 else { return operands[0] }
    let vectors = try operands.map { operand in
      operand.shape.rank == 1
        ? operand : try apply(.reshape(to: [operand.shape.count]), operand)
    }
    return try apply(.concat(axis: 0), vectors)
  }
}
