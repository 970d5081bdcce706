import Autodiff
import FoundationEssentials
import Networks
import TensorCore
import Testing

/// A layer with given parameters on a given input, as PyTorch 2 computes it in double precision.
///
/// The gradients are those of the sum of the result's elements times cos(0), cos(1), cos(2), …
struct LayerReference: Decodable, Sendable, CustomTestStringConvertible {
  struct Array: Decodable, Sendable {
    let shape: [Int]
    let values: [Double]

    func tensor(_ dtype: DType) throws -> Tensor {
      try Tensor(values: values, shape: Shape(shape)).cast(to: dtype)
    }
  }

  let name: String
  let layer: String
  let sizes: [String: Int]
  let pairs: [String: [Int]]
  let flags: [String]
  let activation: String?
  let training: Bool
  let input: Array
  let parameters: [Array]
  let states: [[Double]]
  let output: Array
  let inputGradient: [Double]
  let gradients: [[Double]]
  let nextStates: [[Double]]

  var testDescription: String { name }

  static let all: [LayerReference] = {
    let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
    guard let data = try? Data(contentsOf: URL(filePath: "\(folder)/Fixtures/layers.json")) else {
      return []
    }
    return (try? JSONDecoder().decode([LayerReference].self, from: data)) ?? []
  }()

  /// The layer with the reference's parameters and states.
  func model(_ maker: LayerMaker, dtype: DType = .float64) throws -> Model {
    var given: [String: LayerArgument] = sizes.mapValues(LayerArgument.size)
    for (name, pair) in pairs { given[name] = .pair(pair[0], pair[1]) }
    for flag in flags { given[flag] = .flag(true) }
    if let activation {
      given["activation"] = .activation(
        Activation(activation, isBuiltin: true) { x, graph in try graph.apply(.gelu, x) }
      )
    }
    if !parameters.isEmpty { given["dtype"] = .dtype(dtype) }
    let model = Model(try maker.layer(layer, given))
    for (named, value) in zip(model.parameters, parameters) {
      try named.parameter.set(value.tensor(dtype))
    }
    for (named, values) in zip(model.states, states) {
      try named.state.set(try Tensor(values: values, shape: [values.count]))
    }
    return model
  }

  /// The result of the model for an input and parameters, first the input.
  func function(_ model: Model, _ graph: Graph) -> Function {
    { arguments in
      try model.run(
        arguments[0],
        parameters: arguments.dropFirst().map { $0.leaves[0] },
        isTraining: training,
        in: graph,
        draw: { _ in .number(0) }
      ).output
    }
  }

  /// Input and parameters, plain.
  func point(_ model: Model, dtype: DType = .float64) throws -> [Tree] {
    [.leaf(Operand(try input.tensor(dtype)))]
      + model.parameters.map { .leaf($0.parameter.variable.plain) }
  }

  /// The sum of the elements of a result, weighted by cosines.
  func weightedSum(_ output: Tree, _ graph: Graph) throws -> Tree {
    let y = output.leaves[0]
    let weights = try UnaryKernel.cos.apply(to: Tensor.arange(0, Double(y.shape.count)))
    let product = try graph.apply(
      .multiply,
      y,
      Operand(weights.reshaped(to: y.shape).cast(to: y.dtype))
    )
    return .leaf(try graph.apply(.sum(axes: nil), product))
  }
}
