import Language
import Networks

extension Builtin {
  /// An optimizer as a builtin that makes it.
  init(_ definition: OptimizerDefinition) {
    let documentation = definition.documentation
    self.init(
      definition.name,
      definition.parameters.map(FormalParameter.init),
      BuiltinDocumentation(
        documentation.summary,
        formula: documentation.formula,
        details: documentation.details
          + [
            "`lr` is a number, a schedule such as `cosine(0.1, 100)`, or any function of the step."
          ]
          + (documentation.source.map { ["source: \($0)"] } ?? []),
        example: documentation.example
      )
    ) { context, arguments in
      var rate = LearningRate(0)
      var numbers: [String: Double] = [:]
      for parameter in definition.parameters {
        if case .learningRate = parameter.form {
          rate = try arguments.learningRate(parameter.name, in: context)
        } else {
          numbers[parameter.name] = try arguments.setting(parameter)
        }
      }
      let optimizer = definition.make(OptimizerArguments(learningRate: rate, numbers: numbers))
      return .object(OptimizerValue(optimizer: optimizer))
    }
  }

  /// A schedule as a builtin that makes it: a function of the step.
  init(_ definition: ScheduleDefinition) {
    self.init(
      definition.name,
      definition.parameters.map { .required($0.name) },
      BuiltinDocumentation(
        definition.summary,
        formula: definition.formula,
        details: definition.details,
        example: definition.example
      )
    ) { context, arguments in
      var numbers: [String: Double] = [:]
      var rates: [String: LearningRate] = [:]
      for parameter in definition.parameters {
        switch parameter.form {
        case .size: numbers[parameter.name] = try arguments.size(parameter.name)
        case .steps: numbers[parameter.name] = Double(try arguments.positiveCount(parameter.name))
        case .learningRate:
          rates[parameter.name] = try arguments.learningRate(parameter.name, in: context)
        }
      }
      let schedule = definition.make(ScheduleArguments(numbers: numbers, learningRates: rates))
      return .function(ScheduleFunction(schedule, summary: definition.summary))
    }
  }
}

/// A schedule as a value: a function from the step to the learning rate.
final class ScheduleFunction: Function {
  let schedule: LearningRate
  private let note: String

  init(_ schedule: LearningRate, summary: String) {
    self.schedule = schedule
    note = summary
    super.init(name: schedule.text, parameters: [.required("step")], depth: 1)
  }

  override func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    let bound = try arguments.bound(to: self)
    let step = try bound.number("step")
    guard step >= 0, let whole = Int(exactly: step.rounded(.down)) else {
      throw bound.mistake("step", .value, "a step is a number of at least 0")
    }
    return .number(try schedule.rate(at: whole))
  }

  override var signature: String { schedule.text }
  override var summary: String { note }
}

extension FormalParameter {
  /// A parameter of an optimizer as the language binds it.
  init(_ parameter: OptimizerParameter) {
    guard let value = parameter.defaultValue else {
      self.init(parameter.name, .required)
      return
    }
    if case .flag = parameter.form {
      self.init(parameter.name, .optional(.bool(value != 0)))
    } else {
      self.init(parameter.name, .optional(.number(value)))
    }
  }
}

extension BoundArguments {
  /// A learning rate: a number that is not negative, or a function of the step.
  func learningRate(_ name: String, in context: Context) throws -> LearningRate {
    switch self[name] {
    case .function(let schedule as ScheduleFunction): return schedule.schedule
    case .function(let function):
      let text = function.name.isEmpty ? "step -> …" : function.name
      return LearningRate(text) { step in
        let value = try context.call(function, [.number(Double(step))])
        guard !value.isTraced else {
          throw Diagnostic(
            .gradient,
            "nothing is differentiated by a learning rate",
            hint: "`value(…)` makes it a number that nothing depends on"
          )
        }
        guard let rate = value.plainNumber else {
          throw Diagnostic(
            .type,
            "a learning rate is a number, and \(function.described) gave \(value.described) "
              + "for step \(step)"
          )
        }
        return rate
      }
    default:
      guard self[name].plainNumber != nil else {
        throw needs("a number or a function of the step", name)
      }
      return LearningRate(try size(name))
    }
  }

  /// A number that is not negative.
  func size(_ name: String) throws -> Double {
    let value = try number(name)
    guard value.isFinite, value >= 0 else {
      throw unfitting(name, value, "a number that is not negative")
    }
    return value
  }

  /// A whole number of at least 1.
  func positiveCount(_ name: String) throws -> Int {
    let count = try integer(name)
    guard count > 0 else { throw unfitting(name, Double(count), "a whole number of at least 1") }
    return count
  }

  /// A number or flag of an optimizer; a flag is 0 or 1.
  fileprivate func setting(_ parameter: OptimizerParameter) throws -> Double {
    if case .flag = parameter.form { return try bool(parameter.name) ? 1 : 0 }
    let value = try number(parameter.name)
    if let wanted = parameter.objection(to: value) {
      throw unfitting(parameter.name, value, wanted)
    }
    return value
  }

  private func unfitting(_ name: String, _ value: Double, _ wanted: String) -> any Error {
    mistake(
      name,
      .value,
      "\(function) needs \(wanted) for `\(name)`, not \(NumberText.text(value))"
    )
  }
}
