import Autodiff
import Language
import Networks
import TensorCore

extension Builtin {
  static let loadParams = Builtin(
    "load_params",
    [.required("model"), .required("path")],
    BuiltinDocumentation(
      "Sets the parameters and running statistics of a model to those that `save` stored.",
      details: [
        "Also of a `param`, or a record or tuple of them. Names and shapes have to be the same on both sides; else "
          + "nothing is changed, and the error names every difference. Numbers take the dtype of the parameter.",
        "files: .npz and .safetensors",
      ],
      example: "m = dense(2, 1); save(\"m.safetensors\", m); load_params(m, \"m.safetensors\"); m.b"
    )
  ) { context, arguments in
    if case .string = arguments["model"] {
      throw arguments.needs(
        "a model or parameters",
        "model",
        hint: "the model comes first: `load_params(model, path)`"
      )
    }
    let path = try arguments.path()
    let targets = try ParameterTargets(arguments["model"])
    guard !targets.members.isEmpty else { throw arguments.needs("a model or parameters", "model") }
    let format = try arguments.format(of: path)
    let content = try arguments.content(of: path, in: context, format.decode)
    guard case .arrays(let arrays) = content.body else {
      throw arguments.mistake(
        "path",
        .file,
        "\(path) holds no arrays by name",
        hint: "`save(\"model.safetensors\", model)` stores them so"
      )
    }
    let values = try targets.values(among: arrays) { message in
      arguments.mistake(
        "path",
        .file,
        "\(path) does not fit: \(message)",
        hint: pyTorchHint(arrays)
      )
    }
    for (member, value) in zip(targets.members, values) { try member.set(value) }
    return .none
  }
}

/// How to take over the weights of PyTorch's linear layers, whose names a file has; nil for other files.
private func pyTorchHint(_ arrays: [NamedTensor]) -> String? {
  guard let weight = arrays.first(where: { $0.name.hasSuffix(".weight") && $0.tensor.rank == 2 })
  else { return nil }
  let layer = weight.name.split(separator: ".").dropLast().map {
    Int($0) == nil ? ".\($0)" : "[\"\($0)\"]"
  }
  return "PyTorch keeps the weights of a linear layer as (out, in): `r = load(path)`, then "
    + "`model.layer1.W := r\(layer.joined()).weight.T`"
}

/// What `load_params` sets: parameters and running statistics by the names that `save` gives them.
private struct ParameterTargets {
  struct Member {
    let name: String
    let shape: Shape
    let set: (Tensor) throws -> Void
  }

  private(set) var members: [Member] = []

  init(_ value: Value) throws { try collect(value, name: "") }

  /// The array for every member.
  ///
  /// - Throws: what `mismatch` makes of a sentence with every difference, where there is one.
  func values(
    among arrays: [NamedTensor],
    _ mismatch: (String) -> any Error
  ) throws -> [Tensor] {
    let found = Dictionary(arrays.map { ($0.name, $0.tensor) }) { first, _ in first }
    var differences: [String] = []
    for member in members {
      if let tensor = found[member.name] {
        guard tensor.shape != member.shape else { continue }
        differences.append(
          "`\(member.name)` is \(tensor.shape) in the file and \(member.shape) in the model"
        )
      } else {
        differences.append("`\(member.name)` is missing in the file")
      }
    }
    let wanted = Set(members.map(\.name))
    differences += arrays.filter { !wanted.contains($0.name) }.map {
      "the file's `\($0.name)` is not in the model"
    }
    guard differences.isEmpty else { throw mismatch(differences.joined(separator: "; ")) }
    return members.compactMap { found[$0.name] }
  }

  private mutating func collect(_ value: Value, name: String) throws {
    func path(_ step: String) -> String { name.isEmpty ? step : "\(name).\(step)" }
    switch value {
    case .parameter(let parameter):
      members.append(Member(name: name, shape: parameter.variable.shape) { try parameter.set($0) })
    case .record(let record):
      for (field, value) in record.fields { try collect(value, name: path(field)) }
    case .tuple(let tuple):
      for (index, value) in tuple.elements.enumerated() {
        try collect(value, name: path("\(index)"))
      }
    case .function(let function as ModelFunction) where function.values == nil:
      for named in function.model.parameters {
        try collect(.parameter(named.parameter), name: path(named.name))
      }
      for named in function.model.states {
        let state = named.state
        members.append(
          Member(name: path(named.name), shape: state.value.shape) { try state.set($0) }
        )
      }
    default: return
    }
  }
}
