import Autodiff
import Calculus
import Language
import Networks
import TensorCore

/// What is minimised in a call: the function, and the point it starts from.
struct MinimizationSite {
  let arguments: BoundArguments
  let point: Point
  let flat: FlatPoint
  let context: Context

  /// Reads the arguments `f` and `x0`.
  init(_ arguments: BoundArguments, in context: Context) throws {
    self.arguments = arguments
    self.context = context
    let start = arguments["x0"]
    let leaves = try start.tree(in: context).leaves
    guard leaves.contains(where: \.isDifferentiable) else {
      throw arguments.needs("a number, a tensor, or a tuple, record or model of them", "x0")
    }
    point = try Point(arguments, "x0", in: context)
    flat = FlatPoint(point.call.trees, selected: point.call.selected)
    let values = flat.start
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw arguments.mistake(
        "x0",
        .value,
        "\(arguments.function) starts from finite numbers, and one is "
          + NumberText.text(values[place])
      )
    }
  }

  /// The function that the user gave, as one of the vector of everything that is varied.
  ///
  /// `replays` makes it draw the same random numbers at every point.
  func objective(readsResiduals: Bool, replays: Bool) -> Objective {
    let own = checked(point.call.engineFunction, readsResiduals: readsResiduals)
    let function = replays ? context.replayingDraws(own) : own
    return objective(function)
  }

  func objective(_ function: @escaping Autodiff.Function) -> Objective {
    Objective(function, of: flat, selected: point.call.selected, in: context.graph)
  }

  /// Another function of the same arguments.
  func objective(of function: Function) throws -> Objective {
    let required = function.parameters.count(where: \.isRequired)
    let count = point.isSpread ? point.call.trees.count : 1
    guard required <= count else {
      throw Diagnostic(
        .type,
        "\(function.described) takes \(required) arguments, and \(point.call.function.described) "
          + "takes \(count)"
      )
    }
    let context = context
    return objective { trees in
      try context.call(function, trees.map { try Value($0) }).tree(in: context)
    }
  }

  /// Refuses results that cannot be minimised, in words that say what can.
  private func checked(
    _ function: @escaping Autodiff.Function,
    readsResiduals: Bool
  ) -> Autodiff.Function {
    let name = point.call.function.described
    let graph = context.graph
    return { trees in
      let result = try function(trees)
      let given = try Value(result).described
      if case .leaf(let operand) = result, operand.isDifferentiable {
        let isNumber = operand.shape == .scalar
        if isNumber != readsResiduals { return result }
        if isNumber { throw Self.wantsResiduals(name) }
      } else if readsResiduals, !result.leaves.isEmpty,
        result.leaves.allSatisfy(\.isDifferentiable)
      {
        return .leaf(try graph.oneVector(of: result.leaves))
      }
      throw Diagnostic(
        .gradient,
        "what is minimised is one number, and \(name) gave \(given)",
        hint: "`sum` makes one number; `method=gauss_newton()` minimises the sum of squares"
      )
    }
  }

  private static func wantsResiduals(_ name: String) -> Diagnostic {
    Diagnostic(
      .type,
      "gauss_newton minimises the sum of the squares of what \(name) returns, "
        + "and that is one number",
      hint: "return the vector of residuals, not the sum of their squares"
    )
  }

  /// Results for everything that is varied, in the structure of the start.
  func value(of x: Operand) throws -> Value {
    let trees = try flat.arguments(at: x, in: context.graph)
    guard point.isSpread else { return try Value(trees[0]) }
    return try .tuple(of: trees.map { try Value($0) })
  }

  /// A gradient as `grad` gives it.
  func gradientValue(of gradient: Operand) throws -> Value {
    let trees = try flat.arguments(at: gradient, in: context.graph)
    let call = point.call
    let name = call.function.name.isEmpty ? "f" : call.function.name
    return try call.gradientValue(
      call.selected.map { trees[$0].withoutOthers },
      as: name,
      isSelection: false
    )
  }

  /// Points one after the other as a tensor: `(points)` for a number, else `(points, elements)`.
  func path(of points: [[Double]]) throws -> Tensor {
    let isNumber = flat.count == 1 && point.call.trees.count == 1 && isLeafScalar
    let shape = isNumber ? Shape([points.count]) : Shape([points.count, flat.count])
    return try Tensor(values: points.flatMap { $0 }, shape: shape)
  }

  /// What a search found, made without drawing random numbers that the search did not.
  func solution(_ make: () throws -> Solution) throws -> Solution {
    let draws = context.random
    defer {
      context.restore(random: draws)
      context.forgetNonFinite()
    }
    return try make()
  }

  private var isLeafScalar: Bool {
    if case .leaf(let operand) = point.call.trees[0] { operand.shape == .scalar } else { false }
  }
}

extension MinimizationSite {
  /// The method that an argument names.
  func method(_ name: String) throws -> (method: any DescentMethod, readsResiduals: Bool) {
    var value = arguments[name]
    if case .none = value { return (LBFGS(memory: 10), false) }
    if case .function(let function as BuiltinFunction) = value,
      !function.parameters.contains(where: \.isRequired)
    {
      // `method=lbfgs` for `lbfgs()`; a function that makes no method is refused below.
      if Builtin.methodNames.contains(function.name) { value = try context.call(function, []) }
    }
    switch value {
    case .object(let object as OptimizerValue):
      return (firstOrder(object.optimizer), false)
    case .object(let object as MethodValue):
      return (try object.make(self), object.readsResiduals)
    default:
      throw arguments.needs("a method", name, hint: Self.hint(value))
    }
  }

  private static func hint(_ value: Value) -> String {
    switch value {
    case .function(let function) where Builtin.methodNames.contains(function.name):
      return "it needs a learning rate: `\(function.name)(0.01)`"
    case .string(let text) where Builtin.methodNames.contains(text.string):
      return "write `\(text.string)(…)`, without quotes"
    case .string(let text):
      if let hint = foreignMethods[text.string.lowercased()] { return hint }
      if let near = nearestNames(to: text.string, among: Builtin.methodNames).first {
        return "did you mean `\(near)(…)`?"
      }
    default: break
    }
    return "such as `lbfgs()`, `newton()`, `adam(0.01)`"
  }

  /// What to write for methods by the names that SciPy and PyTorch have for them, in small letters.
  private static let foreignMethods: [String: String] = {
    let constrained = "`subject_to=g` minimises where g is 0; leave `method` out"
    let none = "every method here uses gradients; leave `method` out for `lbfgs()`"
    return [
      "bfgs": "write `lbfgs()`", "l-bfgs-b": "write `lbfgs()`", "l-bfgs": "write `lbfgs()`",
      "cg": "write `conjugate_gradient()`", "newton-cg": "write `newton_cg()`",
      "trust-ncg": "write `newton_cg()`", "trust-krylov": "write `newton_cg()`",
      "trust-exact": "write `newton()`", "dogleg": "write `newton()`", "tnc": "write `newton_cg()`",
      "lm": "write `gauss_newton()`; the function returns the residuals",
      "trf": "write `gauss_newton()`; the function returns the residuals",
      "slsqp": constrained, "trust-constr": constrained, "cobyla": constrained,
      "nelder-mead": none, "powell": none, "cobyqa": none,
      "sgd": "write `gradient_descent(lr)`, or `momentum(lr)`",
    ]
  }()

  private func firstOrder(_ optimizer: Optimizer) -> FirstOrderMethod {
    let kind = Kind([flat.count])
    return FirstOrderMethod(optimizer.signature) {
      var state = try optimizer.initialState(for: [kind])
      return { x, gradient in
        let result = try optimizer.step(
          parameters: [Tensor(values: x, shape: kind.shape)],
          gradients: [Tensor(values: gradient, shape: kind.shape)],
          state: state
        )
        state = result.state
        return result.parameters[0].values
      }
    }
  }
}

extension Builtin {
  /// The functions that make optimizers and methods.
  static let methodNames = allOptimizers.map(\.name) + allMethods.map(\.name)
}
