import Autodiff
import Language
import Networks
import TensorCore

/// What a call of `train` asks for, checked as far as that is possible without computing.
struct TrainingReader {
  /// The model as a value.
  private(set) var function: ModelFunction
  var model: Model { function.model }
  let examples: Examples
  let validation: Examples?
  let loss: Function
  private(set) var optimizer: TrainingOptimizer
  let options: TrainingOptions
  let clipNorm: Double?
  private(set) var isShown: Bool
  /// Gives what is shown in place of the loss curve; nil for the curve.
  let drawing: Function?
  let arguments: BoundArguments
  let context: Context

  /// Reads the arguments of `train`, or of what trains in its way with an optimizer of its own choice.
  init(
    _ arguments: BoundArguments,
    by chosen: TrainingOptimizer? = nil,
    in context: Context
  ) throws {
    self.arguments = arguments
    self.context = context
    function = try Self.model(arguments)
    let data = try Self.examples(arguments["data"], "data", arguments, in: context)
    loss = try Self.loss(arguments, in: context)
    optimizer = try chosen ?? Self.optimizer(arguments, for: function.model, in: context)
    clipNorm = try Self.clipNorm(arguments, for: optimizer)
    if case .function(let function) = arguments["show"] {
      (isShown, drawing) = (true, function)
    } else {
      (isShown, drawing) = (try arguments.bool("show"), nil)
    }
    var (examples, validation) = (data, Examples?.none)
    let shuffles = try arguments.bool("shuffle")
    switch arguments["validation"] {
    case .none: break
    case .tuple, .record, .object:
      validation = try Self.examples(arguments["validation"], "validation", arguments, in: context)
    default:
      (examples, validation) = try Self.split(data, arguments, in: context)
    }
    self.examples = examples
    self.validation = validation
    options = TrainingOptions(
      epochs: try Self.count("epochs", arguments),
      batchSize: try Self.batchSize(arguments, of: examples.count, for: optimizer),
      shuffles: shuffles,
      patience: !arguments.declares("early_stop")
        ? nil : try arguments.optional("early_stop") { try Self.count($0, arguments) },
      metrics: arguments.declares("metrics") ? try Self.metrics(arguments, in: context) : []
    )
  }

  /// The same for another model and optimizer, without a live output.
  func quietly(_ model: Model, by optimizer: TrainingOptimizer) -> TrainingReader {
    var other = self
    other.function = ModelFunction(model)
    other.optimizer = optimizer
    other.isShown = false
    return other
  }

  private static func model(_ arguments: BoundArguments) throws -> ModelFunction {
    guard case .function(let function as ModelFunction) = arguments["model"] else {
      var hint: String?
      switch arguments["model"] {
      case .function:
        hint = "`layer(params, (p, x) -> …)` makes a model of a function and its parameters"
      case .tuple, .record: hint = "`sequential(a, b)` makes one model of several"
      default: break
      }
      throw arguments.needs("a model", "model", hint: hint)
    }
    guard function.values == nil else {
      throw arguments.mistake(
        "model",
        .value,
        "\(arguments.function) cannot train a model while it is differentiated"
      )
    }
    guard !function.model.parameters.isEmpty else {
      throw arguments.mistake("model", .value, "this model has no parameters to train")
    }
    try requireFinite(function.model, arguments)
    return function
  }

  /// No step leads from a parameter that is no number.
  private static func requireFinite(_ model: Model, _ arguments: BoundArguments) throws {
    for named in model.parameters where !named.parameter.value.allFinite {
      let number = named.parameter.value.values.first { !$0.isFinite } ?? .nan
      throw arguments.mistake(
        "model",
        .numeric,
        "`\(named.name)` of the model holds \(NumberText.text(number)) before the first step",
        hint: "make the model anew, or set it: `m.\(named.name) := …`"
      )
    }
  }

  private static func count(_ name: String, _ arguments: BoundArguments) throws -> Int {
    let count = try arguments.integer(name)
    guard count >= 1 else {
      throw arguments.mistake(
        name,
        .value,
        "\(arguments.function) needs at least 1 for `\(name)`, not \(count)"
      )
    }
    return count
  }

  private static func positive(_ name: String, _ arguments: BoundArguments) throws -> Double? {
    guard let number = try arguments.optional(name, arguments.number) else { return nil }
    guard number > 0 else {
      throw arguments.mistake(
        name,
        .value,
        "\(arguments.function) needs a number above 0 for `\(name)`, not \(NumberText.text(number))"
      )
    }
    return number
  }

  private static func clipNorm(
    _ arguments: BoundArguments,
    for optimizer: TrainingOptimizer
  ) throws -> Double? {
    guard let limit = try positive("clip_norm", arguments), limit.isFinite else { return nil }
    if case .method(let method) = optimizer {
      throw arguments.mistake(
        "clip_norm",
        .value,
        "`clip_norm` shortens gradients, and `\(method.signature)` chooses its steps by more than the gradient",
        hint: "leave `clip_norm` out"
      )
    }
    return limit
  }

  private static func batchSize(
    _ arguments: BoundArguments,
    of count: Int,
    for optimizer: TrainingOptimizer
  ) throws -> Int {
    // A line search wants a loss that does not change from step to step.
    if case .method = optimizer, !arguments.isGiven("batch") { return count }
    guard let given = try arguments.optional("batch", { try Self.count($0, arguments) }) else {
      return count
    }
    guard arguments.isGiven("batch") else { return min(given, count) }
    guard given <= count else {
      throw arguments.mistake(
        "batch",
        .value,
        "a batch of \(given) is larger than the data, which are \(count) example"
          + (count == 1 ? "" : "s"),
        hint: "`batch=none` takes all examples at once"
      )
    }
    return given
  }

  private static func examples(
    _ value: Value,
    _ name: String,
    _ arguments: BoundArguments,
    in context: Context
  ) throws -> Examples {
    let (x, y) = try pair(value, name, arguments, in: context)
    do {
      return try Examples(x.tree(in: context), y.tree(in: context))
    } catch let error as ExamplesError {
      throw arguments.mistake(
        name,
        error.isType ? .type : .shape,
        "`\(name)`: " + error.message,
        hint: error.hint
      )
    }
  }

  private static func pair(
    _ value: Value,
    _ name: String,
    _ arguments: BoundArguments,
    in context: Context
  ) throws -> (Value, Value) {
    switch value {
    case .tuple(let tuple) where tuple.elements.count == 2:
      return (tuple.elements[0], tuple.elements[1])
    case .record(let record):
      if let x = record["x"], let y = record["y"] { return (x, y) }
    case .object(let object):
      if let record = try object.record(in: context), let x = record["x"], let y = record["y"] {
        return (x, y)
      }
    default: break
    }
    throw arguments.needs(
      "inputs and targets `(x, y)`",
      name,
      hint: name == "data"
        ? "write `\(arguments.function.filter { $0 != "`" })(model, (x, y))`" : nil
    )
  }

  /// Sets a fraction of the examples aside, at random.
  private static func split(
    _ examples: Examples,
    _ arguments: BoundArguments,
    in context: Context
  ) throws -> (Examples, Examples) {
    guard let fraction = arguments["validation"].plainNumber else {
      throw arguments.needs("examples `(x, y)` or a fraction of the data", "validation")
    }
    // Compared first: what is no fraction need not fit into a whole number.
    let isFraction = fraction > 0 && fraction < 1
    let count = isFraction ? Int((Double(examples.count) * fraction).rounded()) : 0
    guard count >= 1, count < examples.count else {
      throw arguments.mistake(
        "validation",
        .value,
        "`validation` is a fraction between 0 and 1 that leaves examples on both sides, not "
          + "\(NumberText.text(fraction)) of \(examples.count)"
      )
    }
    let order = try context.permutation(examples.count)
    return (
      try examples.rows(Array(order[count...])), try examples.rows(Array(order[..<count]))
    )
  }
}

extension Context {
  /// The whole numbers below a count in random order.
  func permutation(_ count: Int) throws -> [Int] {
    try random.permutation(count: count).values.map { Int($0) }
  }
}
