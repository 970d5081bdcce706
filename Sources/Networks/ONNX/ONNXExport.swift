public import Autodiff
public import TensorCore

/// A model as an ONNX file, which other programs run: what it computes when it does not train, in float32.
public struct ONNXExport {
  private let model: Model
  /// The sizes of the input and of the result behind the batch.
  private let inputSizes: [Int]
  private let outputSizes: [Int]

  /// Takes the shape of an example, or of a batch of them.
  ///
  /// Where the layers leave open which of both it is, it is the batch if the model takes that.
  ///
  /// - Throws: `TensorError` where the model does not take the shape.
  public init(_ model: Model, inputShape: Shape, in graph: Graph) throws {
    self.model = model
    let sizes = inputShape.dimensions
    let withoutFirst = Array(sizes.dropFirst())
    if let rank = model.layer.certainRank {
      inputSizes = sizes.count <= rank ? sizes : withoutFirst
      outputSizes = try Self.outputSizes(of: model, for: inputSizes, in: graph)
    } else if sizes.count > 1,
      let found = try? Self.outputSizes(of: model, for: withoutFirst, in: graph)
    {
      (inputSizes, outputSizes) = (withoutFirst, found)
    } else {
      inputSizes = sizes
      outputSizes = try Self.outputSizes(of: model, for: sizes, in: graph)
    }
  }

  /// The shape of the result for an input of zeros.
  private static func output(of model: Model, for shape: Shape, in graph: Graph) throws -> Tree {
    try model.run(
      .leaf(Operand(try Tensor.filled(0, shape: shape))),
      parameters: model.parameters.map { Operand($0.parameter.value) },
      in: graph,
      draw: { Operand(try Tensor.filled(0, shape: $0)) }
    ).output
  }

  /// The sizes of a result behind the batch.
  private static func outputSizes(
    of model: Model,
    for inputSizes: [Int],
    in graph: Graph
  ) throws -> [Int] {
    // Two examples tell whether the batch comes out first again.
    let batch = 2
    let output: Tree
    do {
      output = try Self.output(of: model, for: Shape([batch] + inputSizes), in: graph)
    } catch let error as TensorError {
      // What is said of the shape as it was given is easier to understand.
      if !inputSizes.isEmpty { _ = try Self.output(of: model, for: Shape(inputSizes), in: graph) }
      throw error
    }
    guard case .leaf(let result) = output, result.shape.dimensions.first == batch else {
      throw TensorError.value("ONNX takes models that give a row for each example", hint: nil)
    }
    return Array(result.shape.dimensions.dropFirst())
  }

  /// The bytes of the file.
  ///
  /// - Throws: `UnwritableContent` for a layer that has no counterpart, by its name.
  public func encoded() throws -> [UInt8] {
    var builder = ONNXBuilder(model)
    let input = ONNXGraph.Value(name: "input")
    let result = try builder.output(of: ("", model.layer), for: input)
    let output = builder.graph.apply("Identity", [result], named: "output")
    var file = ProtobufWriter()
    // The version of the file format that came with the operators' version.
    file.add(1, 8)
    file.add(2, "adjoint")
    file.add(7) { graph in
      for node in builder.graph.nodes { graph.add(1, node) }
      graph.add(2, model.layer.kind)
      for constant in builder.graph.constants { graph.add(5, constant) }
      graph.add(11) { Self.describe(input, inputSizes, in: &$0) }
      graph.add(12) { Self.describe(output, outputSizes, in: &$0) }
    }
    file.add(8) { $0.add(2, ONNXGraph.operatorVersion) }
    return file.bytes
  }

  /// A tensor with any number of rows.
  private static func describe(
    _ value: ONNXGraph.Value,
    _ sizes: [Int],
    in message: inout ProtobufWriter
  ) {
    message.add(1, value.name)
    message.add(2) { type in
      type.add(1) { tensor in
        tensor.add(1, ONNXGraph.ElementType.float.rawValue)
        tensor.add(2) { shape in
          shape.add(1) { $0.add(2, "batch") }
          for size in sizes { shape.add(1) { $0.add(1, size) } }
        }
      }
    }
  }
}

/// A layer that has a counterpart in ONNX.
///
/// Inputs have a batch axis first.
protocol ONNXLayer: Layer {
  func output(
    for x: ONNXGraph.Value,
    in builder: inout ONNXBuilder
  ) throws -> ONNXGraph.Value
}

/// Walks through a model's layers and writes down what they compute.
struct ONNXBuilder {
  var graph = ONNXGraph()
  private let names: [ObjectIdentifier: String]
  private var path: [String] = []

  init(_ model: Model) {
    names = Dictionary(
      (model.parameters.map { (ObjectIdentifier($0.parameter), $0.name) }
        + model.states.map { (ObjectIdentifier($0.state), $0.name) })
    ) { first, _ in first }
  }

  mutating func output(
    of child: (name: String, layer: any Layer),
    for x: ONNXGraph.Value
  ) throws -> ONNXGraph.Value {
    if !child.name.isEmpty { path.append(child.name) }
    defer { if !child.name.isEmpty { path.removeLast() } }
    guard let layer = child.layer as? any ONNXLayer else {
      throw UnwritableContent(
        "\(place(of: child.layer)) is a layer of your own, and ONNX has none like it",
        hint: "built-in layers and functions can be exported"
      )
    }
    return try layer.output(for: x, in: &self)
  }

  /// What messages call a layer: `` `layer2` (dense) ``.
  func place(of layer: some Layer) -> String {
    path.isEmpty ? "`\(layer.kind)`" : "`\(path.joined(separator: "."))` (\(layer.kind))"
  }

  /// A layer's parameter as it is.
  mutating func parameter(_ place: Int, of layer: some Layer) throws -> ONNXGraph.Value {
    try parameter(place, of: layer) { $0 }
  }

  /// A layer's parameter in the form that an operator wants, which `suffix` names.
  mutating func parameter(
    _ place: Int,
    of layer: some Layer,
    _ suffix: String = "",
    _ form: (Tensor) throws -> Tensor
  ) throws -> ONNXGraph.Value {
    let parameter = layer.parts.parameters[place].parameter
    let name = names[ObjectIdentifier(parameter)] ?? layer.parts.parameters[place].name
    return try graph.constant(name + suffix, form(parameter.value))
  }

  mutating func state(_ place: Int, of layer: some Layer) throws -> ONNXGraph.Value {
    let named = layer.parts.states[place]
    return try graph.constant(names[ObjectIdentifier(named.state)] ?? named.name, named.state.value)
  }
}

extension Layer {
  /// The rank of one example, by the first layer inside that takes a certain one; nil where none does.
  fileprivate var certainRank: Int? {
    if let rank = (self as? any RankedLayer)?.rankOfExamples { return rank }
    var shift = 0
    for child in parts.children {
      if let rank = child.layer.certainRank { return max(1, rank - shift) }
      // An embedding makes a vector of every number.
      if child.layer is Embedding { shift += 1 }
    }
    return nil
  }
}

/// A layer that takes examples of one rank.
protocol RankedLayer: Layer {
  var rankOfExamples: Int { get }
}
