import Autodiff
import TensorCore

extension Dense: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    var y = builder.graph.apply("MatMul", [x, try builder.parameter(0, of: self)])
    if hasBias { y = builder.graph.apply("Add", [y, try builder.parameter(1, of: self)]) }
    return try Activation.output(activation, for: y, of: self, in: &builder)
  }
}

extension Sequential: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    var value = x
    for child in parts.children { value = try builder.output(of: child, for: value) }
    return value
  }
}

extension Residual: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    builder.graph.apply("Add", [x, try builder.output(of: parts.children[0], for: x)])
  }
}

extension Dropout: ONNXLayer {
  /// Outside of training nothing is dropped.
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value { x }
}

extension BatchNorm: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    let inputs = try [
      x, builder.parameter(0, of: self), builder.parameter(1, of: self),
      builder.state(0, of: self), builder.state(1, of: self),
    ]
    return builder.graph.apply("BatchNormalization", inputs, [("epsilon", .number(epsilon))])
  }
}

extension LayerNorm: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    let inputs = try [x, builder.parameter(0, of: self), builder.parameter(1, of: self)]
    return builder.graph.apply(
      "LayerNormalization",
      inputs,
      [("axis", .integer(-1)), ("epsilon", .number(epsilon))]
    )
  }
}

extension Embedding: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    let places = builder.graph.apply(
      "Cast",
      [x],
      [("to", .integer(ONNXGraph.ElementType.int64.rawValue))]
    )
    return builder.graph.apply("Gather", [try builder.parameter(0, of: self), places])
  }
}
