import Autodiff
import Calculus
import Language
import Networks
import TensorCore

/// The loss of one batch as a function of all the model's parameters, for methods that look at it more than once.
///
/// Every evaluation of a step draws the same random numbers.
final class BatchLoss {
  let point: FlatPoint
  private let task: TrainingTask
  private let lossFunction: Function
  private let context: Context
  private var batch: Examples
  private var states: [Operand] = []
  /// The random stream before the step.
  private var random: RandomStream
  /// The running statistics after the last evaluation.
  private(set) var nextStates: [Tensor] = []

  init(_ task: TrainingTask, _ lossFunction: Function, _ batch: Examples, in context: Context) {
    self.task = task
    self.lossFunction = lossFunction
    self.context = context
    self.batch = batch
    random = context.random
    let values = task.model.parameters.map { Tree.leaf(Operand($0.parameter.value)) }
    point = FlatPoint([.tuple(values)], selected: [0])
  }

  /// Goes on to another step.
  func begin(_ batch: Examples, states: [Tensor]) {
    self.batch = batch
    self.states = states.map(Operand.init)
    random = context.random
  }

  /// Whether an evaluation has drawn random numbers since the step began.
  var hasDrawn: Bool { context.random.position != random.position }

  var objective: Objective {
    objective { [self] arguments in
      try replacing(arguments) { parameters in
        try .leaf(task.oneNumber(task.loss(modelOutput(parameters), batch.targets)))
      }
    }
  }

  private func objective(_ function: @escaping Autodiff.Function) -> Objective {
    Objective(function, of: point, selected: [0], in: task.graph)
  }

  /// Runs a body that sees other values of the parameters, also where it reads them by name.
  private func replacing(
    _ arguments: [Tree],
    _ body: ([Operand]) throws -> Tree
  ) throws -> Tree {
    context.random = random
    let values = arguments[0].leaves
    return try Parameter.replacing(task.model.parameters.map(\.parameter), by: values) {
      try body(values)
    }
  }

  private func modelOutput(_ parameters: [Operand]) throws -> Tree {
    let result = try task.model.run(
      batch.inputs,
      parameters: parameters,
      states: states,
      isTraining: true,
      in: task.graph,
      draw: { Operand(try self.task.draw($0)) }
    )
    nextStates = result.states.map(\.value)
    return result.output
  }
}

extension BatchLoss: MethodSite {
  func output(_ given: Function?) throws -> Objective {
    guard given == nil else {
      throw Diagnostic(
        .value,
        "`train` measures steps by the output of the model it trains",
        hint: "leave `output` out"
      )
    }
    return objective(oneOutput)
  }

  func distribution() throws -> NaturalGradient.Distribution {
    let name = (lossFunction as? BuiltinFunction)?.name ?? ""
    guard let distribution = Self.distributions[name] else {
      throw Diagnostic(
        .value,
        "`natural_gradient` has to know the distribution of the model's output, and the loss does not tell",
        hint: "name it: `natural_gradient(…, distribution=\"categorical\")`"
      )
    }
    return distribution
  }

  /// What a loss takes a model's output for, by the loss's name.
  private static let distributions: [String: NaturalGradient.Distribution] = [
    "mse": .normal, "cross_entropy": .categorical, "nll": .categorical,
    "binary_cross_entropy": .bernoulli,
  ]

  var leastSquares: GaussNewton.Form { .loss { [self] in try linearized(at: $0) } }

  /// The loss of the output linearised at a point: its Hessian there is JᵀHJ, with H that of the loss by the output.
  private func linearized(at x: [Double]) throws -> Objective {
    let graph = task.graph
    let arguments = try point.arguments(at: x)
    let output = try oneOutput(arguments).leaves[0].detached
    let rows = output.shape.count
    let centers = arguments[0].leaves
    let blocks = try graph.jacobian(of: oneOutput, at: arguments, selected: [0])
    let factors = try blocks.flatMap(\.leaves).map { block in
      Operand(try block.value.reshaped(to: [rows, block.shape.count / max(1, rows)]))
    }
    return objective { [self] arguments in
      try replacing(arguments) { parameters in
        var sum = try graph.apply(.reshape(to: [rows]), output)
        for ((value, center), factor) in zip(zip(parameters, centers), factors) {
          let change = try graph.apply(.subtract, value, center)
          let vector = try graph.apply(.reshape(to: [change.shape.count]), change)
          sum = try graph.apply(.add, sum, graph.apply(.matmul, factor, vector))
        }
        let linear = try graph.apply(.reshape(to: output.shape), sum)
        return try .leaf(task.oneNumber(task.loss(.leaf(linear), batch.targets)))
      }
    }
  }

  /// The model's output as a function of the parameters.
  private var oneOutput: Autodiff.Function {
    { [self] arguments in
      try replacing(arguments) { parameters in
        let output = try modelOutput(parameters)
        guard case .leaf(let operand) = output, operand.isDifferentiable else {
          throw Diagnostic(
            .type,
            "a method that measures steps by a model's output needs one tensor, and the model gives "
              + (try Value(output).described),
            hint: "`lbfgs()` and `newton_cg()` need the loss alone"
          )
        }
        return output
      }
    }
  }
}
