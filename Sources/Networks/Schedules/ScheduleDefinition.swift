/// A learning rate that changes from step to step, as the language offers it.
///
/// Builtins, completion and help follow from the list of them.
public struct ScheduleDefinition: Sendable {
  public let name: String
  public let parameters: [ScheduleParameter]
  public let summary: String
  /// LaTeX.
  public let formula: String
  public let details: [String]
  /// A line of the language.
  public let example: String
  private let rate: @Sendable (ScheduleArguments) -> (Int) throws -> Double

  init(
    _ name: String,
    _ parameters: [ScheduleParameter],
    _ summary: String,
    formula: String,
    details: [String],
    example: String,
    rate: @escaping @Sendable (ScheduleArguments) -> (Int) throws -> Double
  ) {
    self.name = name
    self.parameters = parameters
    self.summary = summary
    self.formula = formula
    self.details = details
    self.example = example
    self.rate = rate
  }

  /// The schedule for arguments that satisfy its parameters.
  public func make(_ arguments: ScheduleArguments) -> LearningRate {
    let written = parameters.map { arguments.text($0.name) }.joined(separator: ", ")
    return LearningRate("\(name)(\(written))", rate(arguments))
  }
}

/// A parameter of a function that makes a schedule; all are required.
public struct ScheduleParameter: Sendable {
  /// What an argument has to be.
  public enum Form: Sendable {
    /// A number that is not negative.
    case size
    /// A number that is not negative, or a function of the step.
    case learningRate
    /// A whole number of at least 1.
    case steps
  }

  public let name: String
  public let form: Form

  init(_ name: String, _ form: Form) {
    self.name = name
    self.form = form
  }
}

/// The arguments of a call that makes a schedule, by parameter.
public struct ScheduleArguments {
  private let numbers: [String: Double]
  private let learningRates: [String: LearningRate]

  /// Numbers and learning rates together satisfy the parameters of the schedule.
  public init(numbers: [String: Double], learningRates: [String: LearningRate] = [:]) {
    self.numbers = numbers
    self.learningRates = learningRates
  }

  func number(_ name: String) -> Double {
    guard let number = numbers[name] else { Self.misses(name) }
    return number
  }

  func learningRate(_ name: String) -> LearningRate {
    guard let rate = learningRates[name] else { Self.misses(name) }
    return rate
  }

  func text(_ name: String) -> String {
    numbers[name].map(LayerSignature.text) ?? learningRate(name).text
  }

  private static func misses(_ name: String) -> Never {
    preconditionFailure("a schedule asks for a parameter it does not declare: \(name)")
  }
}
