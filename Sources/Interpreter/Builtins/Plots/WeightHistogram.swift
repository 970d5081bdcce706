import Display
import Language
import TensorCore

extension Builtin {
  static let weightHistogram = Builtin(
    "weight_histogram",
    [.required("model")] + PlotOptions.parameters(width: 720, height: 340),
    BuiltinDocumentation(
      "How the parameters of each layer are spread: a histogram for every weight and bias.",
      details: [
        "Takes a model, or a record or tuple of tensors, such as `model.params` or a gradient record. A "
          + "console shows mean, deviation, extremes and a small histogram of each."
      ],
      example: "weight_histogram({W: randn(8, 8), b: zeros(8)})"
    )
  ) { context, arguments in
    let options = try PlotOptions(arguments)
    var reader = ParameterReader(context: context)
    try reader.read(arguments["model"], named: "")
    guard !reader.parameters.isEmpty else {
      throw arguments.mistake(
        "model",
        .type,
        "`weight_histogram` needs a model, or a record or tuple of tensors, "
          + "not \(arguments["model"].described)"
      )
    }
    return .object(
      DisplayObject(
        "plot",
        WeightHistograms(reader.parameters, title: options.title, width: options.width)
      )
    )
  }
}

/// Collects the tensors in a value with their paths as names: `layer1.W`.
private struct ParameterReader {
  let context: Context
  var parameters: [WeightHistograms.Parameter] = []

  mutating func read(_ value: Value, named name: String) throws {
    switch value {
    case .record(let record): try read(record, named: name)
    case .tuple(let tuple):
      for (index, member) in tuple.elements.enumerated() {
        try read(member, named: "\(name)[\(index)]")
      }
    case .function(let function):
      if let record = try function.record { try read(record, named: name) }
    case .object(let object):
      if let record = try object.record(in: context) { try read(record, named: name) }
    default:
      guard let tensor = try value.operand?.value else { return }
      let shape = tensor.rank == 0 ? "" : "\(tensor.shape)"
      let shown = name.isEmpty ? "values" : name
      parameters.append(.init(shown, shape: shape, tensor.values))
    }
  }

  private mutating func read(_ record: Record, named name: String) throws {
    for (field, member) in record.fields {
      try read(member, named: name.isEmpty ? field : "\(name).\(field)")
    }
  }
}
