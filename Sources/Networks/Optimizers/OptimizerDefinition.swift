/// An optimizer as the language offers it: name, parameters, documentation and how it is made.
///
/// Builtins, completion and help follow from the list of them.
public struct OptimizerDefinition: Sendable {
  public let name: String
  public let parameters: [OptimizerParameter]
  public let documentation: OptimizerDocumentation
  let rule: @Sendable (OptimizerArguments) -> StepRule

  init(
    _ name: String,
    _ parameters: [OptimizerParameter],
    _ documentation: OptimizerDocumentation,
    rule: @escaping @Sendable (OptimizerArguments) -> StepRule
  ) {
    self.name = name
    self.parameters = parameters
    self.documentation = documentation
    self.rule = rule
  }

  /// The optimizer for arguments that satisfy its parameters.
  public func make(_ arguments: OptimizerArguments) -> Optimizer {
    func text(_ parameters: [OptimizerParameter]) -> String {
      "\(name)(\(parameters.compactMap { arguments.written($0) }.joined(separator: ", ")))"
    }
    return Optimizer(
      name,
      text(parameters),
      recipe: text(parameters.filter { $0.form != .learningRate }),
      arguments.learningRate,
      rule(arguments)
    )
  }
}

/// What help and the reference manual say of an optimizer.
public struct OptimizerDocumentation: Sendable {
  /// One sentence.
  public let summary: String
  /// LaTeX.
  public let formula: String
  public let details: [String]
  public let source: String?
  /// A line of the language.
  public let example: String

  init(
    _ summary: String,
    formula: String,
    details: [String] = [],
    source: String? = nil,
    example: String
  ) {
    self.summary = summary
    self.formula = formula
    self.details = details
    self.source = source
    self.example = example
  }
}

/// A parameter of a function that makes an optimizer.
public struct OptimizerParameter: Sendable {
  /// What an argument has to be.
  public enum Form: Sendable {
    /// A number that is not negative, or a function of the step.
    case learningRate
    /// A number that is not negative.
    case size
    /// A number from 0 up to but not including 1.
    case fraction
    case flag
  }

  public let name: String
  public let form: Form
  /// nil where the parameter is required; a flag is 0 or 1.
  public let defaultValue: Double?

  init(_ name: String, _ form: Form, default defaultValue: Double? = nil) {
    self.name = name
    self.form = form
    self.defaultValue = defaultValue
  }

  static func learningRate(_ defaultValue: Double? = nil) -> OptimizerParameter {
    OptimizerParameter("lr", .learningRate, default: defaultValue)
  }

  static func weightDecay(_ defaultValue: Double = 0) -> OptimizerParameter {
    OptimizerParameter("weight_decay", .size, default: defaultValue)
  }

  /// What is wrong with a number for this parameter; nil where nothing is.
  public func objection(to value: Double) -> String? {
    switch form {
    case .learningRate, .size:
      value.isFinite && value >= 0 ? nil : "a number that is not negative"
    case .fraction: value >= 0 && value < 1 ? nil : "a number from 0 up to but not including 1"
    case .flag: nil
    }
  }
}

/// The arguments of a call that makes an optimizer, by parameter, with defaults filled in.
public struct OptimizerArguments {
  public let learningRate: LearningRate
  private let numbers: [String: Double]

  /// The numbers are those for all parameters but the learning rate; a flag is 0 or 1.
  public init(learningRate: LearningRate, numbers: [String: Double]) {
    self.learningRate = learningRate
    self.numbers = numbers
  }

  func number(_ name: String) -> Double {
    guard let number = numbers[name] else {
      preconditionFailure("an optimizer asks for a parameter it does not declare: \(name)")
    }
    return number
  }

  func flag(_ name: String) -> Bool { number(name) != 0 }

  /// How the argument is written, the learning rate always; nil where it is what stands there anyway.
  func written(_ parameter: OptimizerParameter) -> String? {
    if case .learningRate = parameter.form { return "\(parameter.name)=\(learningRate.text)" }
    let value = number(parameter.name)
    if value == parameter.defaultValue { return nil }
    if case .flag = parameter.form { return "\(parameter.name)=\(value != 0)" }
    return "\(parameter.name)=\(LayerSignature.text(value))"
  }
}
