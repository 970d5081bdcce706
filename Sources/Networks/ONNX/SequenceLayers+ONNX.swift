import Autodiff
import TensorCore

extension Recurrent: ONNXLayer, RankedLayer {
  var rankOfExamples: Int { 2 }

  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    let count = cell.gateCount
    // ONNX has a row for each output of a gate, the gates in an order of its own, and an axis for directions.
    func weights(_ tensor: Tensor) throws -> Tensor {
      let rows = try tensor.transposed().gates(cell.gateOrderInONNX, size: hidden)
      return try rows.reshaped(to: Shape([1] + rows.shape.dimensions))
    }
    var inputs = [
      builder.graph.apply("Transpose", [x], [("perm", .integers([1, 0, 2]))]),
      try builder.parameter(0, of: self, " (rows)", weights),
      try builder.parameter(1, of: self, " (rows)", weights),
    ]
    if hasBias {
      let state = parts.parameters[3].parameter.value
      inputs.append(
        try builder.parameter(2, of: self, " and b_h") { input in
          let both = try [input, state].map { try $0.gates(cell.gateOrderInONNX, size: hidden) }
          return try Tensor.concatenated(both, axis: 0).reshaped(to: [1, 2 * count * hidden])
        }
      )
    }
    var attributes: [(name: String, value: ONNXGraph.Attribute)] = [
      ("hidden_size", .integer(hidden))
    ]
    attributes += try cell.attributesInONNX(builder.place(of: self))
    let result = builder.graph.apply(
      kind.uppercased(),
      inputs,
      attributes,
      result: givesLast ? 1 : 0
    )
    // Of all steps [time, direction, batch, hidden], of the last [direction, batch, hidden].
    let axis = builder.graph.constant([givesLast ? 0 : 1])
    let squeezed = builder.graph.apply("Squeeze", [result, axis])
    guard !givesLast else { return squeezed }
    return builder.graph.apply("Transpose", [squeezed], [("perm", .integers([1, 0, 2]))])
  }
}

extension Tensor {
  /// The stretches of the first axis, each of a size, in another order.
  fileprivate func gates(_ order: [Int], size: Int) throws -> Tensor {
    let places = order.flatMap { $0 * size..<($0 + 1) * size }
    let rest = [AxisSelection](repeating: .all, count: rank - 1)
    return try gathered(
      Selection([.indices(try Places(places), shape: [places.count])] + rest, in: shape)
    )
  }
}

extension Attention: ONNXLayer, RankedLayer {
  var rankOfExamples: Int { 2 }

  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    let rows = [0, 2, 1, 3]
    let queries = try split(x, 0, rows, in: &builder)
    let columns = try split(x, 1, [0, 2, 3, 1], in: &builder)
    let values = try split(x, 2, rows, in: &builder)
    let scale = try builder.graph.constant(1 / Double(size / heads).squareRoot())
    var scores = builder.graph.apply("MatMul", [queries, columns])
    scores = builder.graph.apply("Mul", [scores, scale])
    if isCausal { scores = try masked(scores, in: &builder) }
    let weights = builder.graph.apply("Softmax", [scores], [("axis", .integer(-1))])
    let mixed = builder.graph.apply("MatMul", [weights, values])
    let joined = builder.graph.apply("Transpose", [mixed], [("perm", .integers(rows))])
    // A size of 0 means that of the input.
    let shape = builder.graph.constant([0, 0, size])
    return try projected(builder.graph.apply("Reshape", [joined, shape]), 3, in: &builder)
  }

  private func projected(
    _ x: ONNXGraph.Value,
    _ place: Int,
    in builder: inout ONNXBuilder
  ) throws -> ONNXGraph.Value {
    let product = builder.graph.apply("MatMul", [x, try builder.parameter(place, of: self)])
    guard hasBias else { return product }
    return builder.graph.apply("Add", [product, try builder.parameter(4 + place, of: self)])
  }

  private func split(
    _ x: ONNXGraph.Value,
    _ place: Int,
    _ order: [Int],
    in builder: inout ONNXBuilder
  ) throws -> ONNXGraph.Value {
    let projection = try projected(x, place, in: &builder)
    let shape = builder.graph.constant([0, 0, heads, size / heads])
    let parts = builder.graph.apply("Reshape", [projection, shape])
    return builder.graph.apply("Transpose", [parts], [("perm", .integers(order))])
  }

  /// Minus infinity where a step would look ahead.
  private func masked(
    _ scores: ONNXGraph.Value,
    in builder: inout ONNXBuilder
  ) throws -> ONNXGraph.Value {
    // Above the diagonal of a matrix like the scores, whatever their number of steps.
    let shape = builder.graph.apply("Shape", [scores], [("start", .integer(2))])
    let minusInfinity = try builder.graph.constant(-.infinity)
    let everywhere = builder.graph.apply("Expand", [minusInfinity, shape])
    let above = builder.graph.apply("Trilu", [everywhere, builder.graph.constant([1])])
    return builder.graph.apply("Add", [scores, above])
  }
}
