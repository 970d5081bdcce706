import Autodiff
import TensorCore

extension Conv2DLayer: ONNXLayer, RankedLayer {
  var rankOfExamples: Int { 3 }

  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    var inputs = [x, try builder.parameter(0, of: self)]
    if hasBias { inputs.append(try builder.parameter(1, of: self)) }
    let y = builder.graph.apply(
      "Conv",
      inputs,
      [
        ("kernel_shape", .integers([kernel.rows, kernel.columns])),
        ("strides", .integers([stride.rows, stride.columns])),
        ("pads", .integers([padding.rows, padding.columns, padding.rows, padding.columns])),
      ]
    )
    return try Activation.output(activation, for: y, of: self, in: &builder)
  }
}

extension PoolingLayer: ONNXLayer, RankedLayer {
  var rankOfExamples: Int { 3 }

  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    builder.graph.apply(
      measure == .maximum ? "MaxPool" : "AveragePool",
      [x],
      [
        ("kernel_shape", .integers([size.rows, size.columns])),
        ("strides", .integers([stride.rows, stride.columns])),
      ]
    )
  }
}

extension FlattenLayer: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    builder.graph.apply("Flatten", [x])
  }
}
