import Display

/// Graphs that the tests draw.
enum GraphSamples {
  /// f(x) = √(x² + exp x²) + cos(x² + exp x²) at x = 2, as Lecture 8 takes it apart.
  static let lecture = GraphDrawing(
    nodes: [
      .init(id: 0, name: "x", value: "2", adjoint: "-182.87", kind: .input),
      .init(id: 1, name: "a", formula: "x²", value: "4", adjoint: "-45.7175"),
      .init(id: 2, name: "b", formula: "exp(a)", value: "54.5982", adjoint: "-0.822284"),
      .init(id: 3, name: "c", formula: "a + b", value: "58.5982", adjoint: "-0.822284"),
      .init(id: 4, name: "d", formula: "√c", value: "7.65494", adjoint: "1"),
      .init(id: 5, name: "e", formula: "cos(c)", value: "-0.460613", adjoint: "1"),
      .init(id: 6, name: "f", formula: "d + e", value: "7.19433", adjoint: "1", kind: .output),
    ],
    edges: [
      .init(from: 0, to: 1, derivative: "2x = 4"),
      .init(from: 1, to: 2, derivative: "exp(a) = 54.5982"),
      .init(from: 1, to: 3, derivative: "1"),
      .init(from: 2, to: 3, derivative: "1"),
      .init(from: 3, to: 4, derivative: "1/(2√c) = 0.0653173"),
      .init(from: 3, to: 5, derivative: "-sin(c) = -0.887601"),
      .init(from: 4, to: 6, derivative: "1"),
      .init(from: 5, to: 6, derivative: "1"),
    ]
  )

  /// The loss of a network of two layers.
  static let network = GraphDrawing(
    nodes: [
      .init(id: 0, name: "x", value: "(32, 2)", kind: .input),
      .init(id: 1, name: "W1", value: "(2, 8)", adjoint: "‖·‖ 0.132", kind: .parameter),
      .init(id: 2, formula: "x @ W1", value: "(32, 8)", adjoint: "‖·‖ 0.0613"),
      .init(id: 3, name: "b1", value: "(8)", adjoint: "‖·‖ 0.0714", kind: .parameter),
      .init(id: 4, name: "z", formula: "x @ W1 + b1", value: "(32, 8)", adjoint: "‖·‖ 0.0613"),
      .init(id: 5, name: "h", formula: "tanh(z)", value: "(32, 8)", adjoint: "‖·‖ 0.0812"),
      .init(id: 6, name: "W2", value: "(8, 1)", adjoint: "‖·‖ 0.412", kind: .parameter),
      .init(id: 7, formula: "h @ W2", value: "(32, 1)", adjoint: "‖·‖ 0.0911"),
      .init(id: 8, name: "b2", value: "(1)", adjoint: "0.0321", kind: .parameter),
      .init(id: 9, name: "ŷ", formula: "h @ W2 + b2", value: "(32, 1)", adjoint: "‖·‖ 0.0911"),
      .init(id: 10, name: "y", value: "(32, 1)", kind: .constant),
      .init(
        id: 11,
        name: "L",
        formula: "mse(ŷ, y)",
        value: "0.265533",
        adjoint: "1",
        kind: .output
      ),
    ],
    edges: [
      .init(from: 0, to: 2), .init(from: 1, to: 2, derivative: "xᵀ"),
      .init(from: 2, to: 4, derivative: "1"), .init(from: 3, to: 4, derivative: "1"),
      .init(from: 4, to: 5, derivative: "1 - h²"), .init(from: 5, to: 7, derivative: "W2ᵀ"),
      .init(from: 6, to: 7, derivative: "hᵀ"), .init(from: 7, to: 9, derivative: "1"),
      .init(from: 8, to: 9, derivative: "1"), .init(from: 9, to: 11, derivative: "2(ŷ - y)/n"),
      .init(from: 10, to: 11),
    ],
    title: "Loss of a two-layer network"
  )

  /// A parameter used in every step of a recurrence.
  static func recurrence(steps: Int) -> GraphDrawing {
    var nodes = [
      GraphDrawing.Node(id: 0, name: "w", value: "0.5", adjoint: "2", kind: .parameter),
      GraphDrawing.Node(id: 1, name: "h0", value: "1", adjoint: "0.5", kind: .input),
    ]
    var edges: [GraphDrawing.Edge] = []
    for step in 1...max(1, steps) {
      let name = "h\(step)"
      nodes.append(.init(id: step + 1, name: name, formula: "w*h\(step - 1)", value: "1"))
      edges.append(.init(from: 0, to: step + 1, derivative: "h\(step - 1)"))
      edges.append(.init(from: step, to: step + 1, derivative: "w"))
    }
    return GraphDrawing(nodes: nodes, edges: edges)
  }
}
