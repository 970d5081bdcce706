/// How ONNX writes the cells: the order of its gates, and what it has to be told.
extension RNNCell {
  var gateOrderInONNX: [Int] { [0] }

  func attributesInONNX(_ place: String) throws -> [(name: String, value: ONNXGraph.Attribute)] {
    guard let activation else { return [] }
    guard activation.isBuiltin, let name = Self.activations[activation.name] else {
      throw UnwritableContent(
        "\(place) has an activation that ONNX's recurrent layers do not have",
        hint: "they have " + Self.activations.keys.sorted().joined(separator: ", ")
      )
    }
    let numbers = Self.numbers[activation.name] ?? []
    let given = zip(["activation_alpha", "activation_beta"], numbers).map {
      (name: $0, value: ONNXGraph.Attribute.numbers([$1]))
    }
    return [("activations", .texts([name]))] + given
  }

  private static let activations = [
    "tanh": "Tanh", "relu": "Relu", "sigmoid": "Sigmoid", "σ": "Sigmoid", "softsign": "Softsign",
    "softplus": "Softplus", "leaky_relu": "LeakyRelu", "elu": "Elu", "identity": "Affine",
  ]

  /// The numbers of those that have some: a slope, a scale, α x + β.
  private static let numbers = ["leaky_relu": [0.01], "elu": [1], "identity": [1, 0]]
}

extension GRUCell {
  /// Reset, update, candidate are ONNX's second, first and third.
  var gateOrderInONNX: [Int] { [1, 0, 2] }

  func attributesInONNX(_ place: String) throws -> [(name: String, value: ONNXGraph.Attribute)] {
    [("linear_before_reset", .integer(1))]
  }
}

extension LSTMCell {
  /// Input, forget, candidate, output; ONNX has input, output, forget, candidate.
  var gateOrderInONNX: [Int] { [0, 3, 1, 2] }

  func attributesInONNX(_ place: String) throws -> [(name: String, value: ONNXGraph.Attribute)] {
    []
  }
}
