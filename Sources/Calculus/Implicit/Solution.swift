public import Autodiff
public import TensorCore

/// What a search found, as functions of everything that its function read: plain where that was its arguments alone.
///
/// What has no derivative, such as the way there, is a value that refuses to be differentiated.
public struct Solution {
  public let x: Operand
  public let value: Operand
  /// The gradient there, of a minimum.
  public let gradient: Operand?
  public let multipliers: Operand?
  private let ties: [Operand]
  private let name: String
  private let graph: Graph

  /// Above so many unknowns the matrix of their derivatives is more than memory and patience allow.
  private static let largest = 2000
  /// The same where nothing but parameters could be differentiated by, which mostly nobody does.
  private static let largestByParameters = 200
  /// How often it can be differentiated by parameters.
  private static let orderByParameters = 4

  /// The minimum that a search ended with.
  ///
  /// The objective gives one number; it and the constraints are asked at the minimum again.
  public init(
    _ run: Minimization,
    of objective: Objective,
    searched: Objective,
    subjectTo constraints: Objective? = nil
  ) throws {
    let graph = objective.graph
    let (count, name) = (objective.point.count, "minimize")
    let found = Found(x: run.last.x, reason: run.reason, name: name, graph: graph)
    let plain = try (
      x: vector(run.last.x), value: Operand.number(run.last.value),
      gradient: vector(run.last.gradient), multipliers: run.multipliers.map(vector)
    )
    let isRead = searched.outside.isFound || constraints?.outside.isFound ?? false
    var ties = objective.point.tracedParts
    guard isRead || !ties.isEmpty, count > 0 else {
      self.init(plain.x, plain.value, plain.gradient, plain.multipliers, [], name, graph)
      return
    }
    if isRead {
      ties.append(try objective.number(at: plain.x))
      if let constraints { ties.append(try constraints.vector(at: plain.x)) }
    }
    let size = count + (run.multipliers?.count ?? 0)
    let point = try found.point(run.last.x + (run.multipliers ?? []), ties, size) { u in
      guard let constraints else { return try objective.gradient(at: u) }
      let (x, multipliers) = try (graph.part(0, count, of: u), graph.part(count, size, of: u))
      let slope = try objective.lagrangian(constraints, multipliers).gradient(at: x)
      return try graph.apply(.concat(axis: 0), slope, constraints.vector(at: x))
    }
    switch point {
    case .failure(let reason):
      let fixed = { try graph.undifferentiable($0, ties, name, reason) }
      try self.init(
        fixed(plain.x),
        fixed(plain.value),
        fixed(plain.gradient),
        plain.multipliers.map(fixed),
        ties,
        name,
        graph
      )
    case .success(let u):
      let x = try graph.part(0, count, of: u)
      try self.init(
        x,
        graph.value(plain.value, withDerivativesOf: objective.number(at: x)),
        graph.value(plain.gradient, withDerivativesOf: objective.gradient(at: x)),
        plain.multipliers.map { _ in try graph.part(count, size, of: u) },
        ties,
        name,
        graph
      )
    }
  }

  /// The root that a search ended with.
  public init(_ search: RootSearch, of function: Objective) throws {
    let (graph, name) = (function.graph, "root")
    let found = Found(x: search.last.x, reason: search.reason, name: name, graph: graph)
    let (x, values) = try (vector(search.last.x), vector(search.last.values))
    var ties = function.point.tracedParts
    guard function.outside.isFound || !ties.isEmpty, function.point.count > 0 else {
      self.init(x, values, nil, nil, [], name, graph)
      return
    }
    if function.outside.isFound { ties.append(try function.vector(at: x)) }
    let point = try found.point(search.last.x, ties, function.point.count, function.vector)
    switch point {
    case .failure(let reason):
      let fixed = { try graph.undifferentiable($0, ties, name, reason) }
      try self.init(fixed(x), fixed(values), nil, nil, ties, name, graph)
    case .success(let x):
      let value = try graph.value(values, withDerivativesOf: function.vector(at: x))
      self.init(x, value, nil, nil, ties, name, graph)
    }
  }

  private init(
    _ x: Operand,
    _ value: Operand,
    _ gradient: Operand?,
    _ multipliers: Operand?,
    _ ties: [Operand],
    _ name: String,
    _ graph: Graph
  ) {
    self.x = x
    self.value = value
    self.gradient = gradient
    self.multipliers = multipliers
    self.ties = ties
    self.name = name
    self.graph = graph
  }

  /// A part of the way there, through which no derivative is taken.
  public func way(_ tensor: Tensor) throws -> Operand {
    try graph.undifferentiable(
      Operand(tensor),
      ties,
      name,
      EngineError(
        "no derivative is taken of the way of `\(name)`, only of what it found",
        hint: "write the steps as a loop: each of them is then differentiated"
      )
    )
  }

  /// A point that a search ended with.
  private struct Found {
    let x: [Double]
    let reason: StopReason
    let name: String
    let graph: Graph

    /// The point as a function of what its equations read.
    func point(
      _ u: [Double],
      _ ties: [Operand],
      _ size: Int,
      _ equations: @escaping (Operand) throws -> Operand
    ) throws -> Result<Operand, EngineError> {
      let runs = graph.differentiatedRuns
      let limit = runs == 0 ? Solution.largestByParameters : Solution.largest
      guard size <= limit else {
        return refused(
          "`\(name)` with \(size) unknowns has no derivative: the limit is \(limit)",
          runs == 0
            ? "a function of what it depends on, `p -> \(name)(…)`, has a higher limit"
            : "write the steps as a loop: each of them is then differentiated"
        )
      }
      let byParameters = ties.contains { ($0.variable?.isDifferentiated ?? false) }
      let order = 2 * runs + (byParameters ? Solution.orderByParameters : 0)
      let function = ImplicitFunction(equations: equations, graph: graph)
      switch try function.point(at: u, order: order, isSolution: reason == .converged) {
      case .success(let point): return .success(point)
      case .failure(.singular):
        return refused(
          name == "root"
            ? "the derivative of the equations is singular at the root, which has no derivative"
            : "the second derivatives are singular at the minimum, which has no derivative",
          "it may lie at a kink, or be one of many side by side"
        )
      case .failure(.unsolved):
        return refused(
          "`\(name)` ended before it converged (\(reason.text)): what it found has no derivative",
          "make more `steps`; or write the steps as a loop: each of them is then differentiated"
        )
      }
    }

    private func refused(_ reason: String, _ hint: String) -> Result<Operand, EngineError> {
      .failure(EngineError(reason, hint: hint))
    }
  }
}

extension Graph {
  fileprivate func part(_ start: Int, _ end: Int, of vector: Operand) throws -> Operand {
    guard end - start < vector.shape.count else { return vector }
    let slice = AxisSelection.slice(start: start, stop: end, step: 1)
    return try apply(.index([slice], label: "\(start):\(end)"), vector)
  }

  fileprivate func undifferentiable(
    _ value: Operand,
    _ ties: [Operand],
    _ name: String,
    _ refusal: EngineError
  ) throws -> Operand {
    try apply(
      .undifferentiable(value.value, called: name, because: refusal),
      ties
    )
  }
}

private func vector(_ numbers: [Double]) throws -> Operand {
  Operand(try Tensor(values: numbers, shape: [numbers.count]))
}
