import Display
import Networks
import TensorCore

/// What `train` gives: losses and metrics by epoch, with a display of their own.
final class TrainingHistory: ValueObject {
  let training: TrainingRecord
  private let seconds: Double
  private let optimizer: Value

  init(_ training: TrainingRecord, seconds: Double, optimizer: Value) {
    self.training = training
    self.seconds = seconds
    self.optimizer = optimizer
  }

  let typeName = "history"

  var fieldNames: [String] { fields.map(\.name) + ["optimizer"] }

  func field(_ name: String, in context: Context) throws -> Value? {
    if name == "optimizer" { return optimizer }
    return try fields.first { $0.name == name }?.value()
  }

  /// The numbers, which is what `json` writes.
  func record(in context: Context) throws -> Record? {
    try Record(fields.map { ($0.name, try $0.value()) })
  }

  func text(in context: Context) throws -> String { training.chart().bundle.plainText }

  func bundle(in context: Context) throws -> MIMEBundle { training.chart().bundle }

  func plot(in context: Context) throws -> Plot? { training.chart().plot() }

  private var fields: [(name: String, value: () throws -> Value)] {
    let training = training
    var fields: [(name: String, value: () throws -> Value)] = [
      ("loss", { try Self.vector(training.losses) })
    ]
    if !training.validationLosses.isEmpty {
      fields.append(("validation_loss", { try Self.vector(training.validationLosses) }))
    }
    fields += training.metrics.map { metric in (metric.name, { try Self.vector(metric.values) }) }
    fields += training.validationMetrics.map { metric in
      ("validation_" + metric.name, { try Self.vector(metric.values) })
    }
    fields.append(("batch_loss", { try Self.vector(training.batchLosses) }))
    fields.append(("best", { training.bestEpoch.map { .number(Double($0)) } ?? .none }))
    fields.append(("ending", { .string(training.ending.text) }))
    let seconds = seconds
    fields.append(("seconds", { .number(seconds) }))
    return fields
  }

  private static func vector(_ numbers: [Double]) throws -> Value {
    Value(try Tensor(values: numbers, shape: [numbers.count]))
  }
}

extension TrainingRecord.Ending {
  fileprivate var text: String {
    switch self {
    case .finished: "finished"
    case .stoppedEarly: "stopped early"
    case .interrupted: "interrupted"
    case .converged: "converged"
    case .noProgress: "no progress"
    }
  }
}
