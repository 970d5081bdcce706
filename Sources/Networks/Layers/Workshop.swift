public import Autodiff
public import TensorCore

/// Where layers get their parameters: made in a graph, filled from the session's random stream in program order.
public final class Workshop {
  let graph: Graph
  private let uniform: (_ count: Int) throws -> Tensor
  private let normal: (_ count: Int) throws -> Tensor

  /// `uniform` draws from 0 to 1, `normal` from the standard normal distribution.
  public init(
    _ graph: Graph,
    uniform: @escaping (_ count: Int) throws -> Tensor,
    normal: @escaping (_ count: Int) throws -> Tensor
  ) {
    self.graph = graph
    self.uniform = uniform
    self.normal = normal
  }

  /// A parameter that begins as the initialisation says.
  func parameter(
    _ name: String,
    _ shape: Shape,
    _ initializer: Initializer,
    _ fans: Fans,
    _ dtype: DType
  ) throws -> NamedParameter {
    parameter(name, try initializer.fill(shape, fans, self).cast(to: dtype))
  }

  /// A parameter that begins with the given value.
  func parameter(_ name: String, _ value: Tensor) -> NamedParameter {
    NamedParameter(name, Parameter(value, name: name, in: graph))
  }

  /// A parameter with one number everywhere.
  func parameter(
    _ name: String,
    _ shape: Shape,
    filled number: Double,
    _ dtype: DType
  ) throws -> NamedParameter {
    parameter(name, try Tensor.filled(number, shape: shape, dtype: dtype))
  }

  /// Numbers between -1 and 1.
  func symmetric(_ shape: Shape) throws -> Tensor {
    let drawn = try uniform(shape.count).reshaped(to: shape)
    return try BinaryKernel.subtract.apply(
      to: BinaryKernel.multiply.apply(to: drawn, Tensor(2)),
      Tensor(1)
    )
  }

  func standardNormal(_ shape: Shape) throws -> Tensor {
    try normal(shape.count).reshaped(to: shape)
  }
}
