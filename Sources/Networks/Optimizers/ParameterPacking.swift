package import Autodiff
package import TensorCore

/// How the small parameters of a model are laid out as one vector, behind each other.
///
/// A step of an optimizer works on every element alone: on one vector it has the bits that it has on many tensors, and
/// takes a fraction of the time where they are small.
package struct ParameterPacking: Sendable {
  package let shapes: [Shape]
  private let dtype: DType

  /// The most elements of a vector: copying more costs more than it saves.
  private static let mostElements = 1 << 12

  /// Makes the packing of parameters of one element type; nil where there is nothing to gain.
  package init?(_ kinds: [Kind]) {
    guard let dtype = kinds.first?.dtype, kinds.count > 1,
      kinds.allSatisfy({ $0.dtype == dtype && $0.shape.count > 0 }),
      kinds.reduce(0, { $0 + $1.shape.count }) <= Self.mostElements
    else { return nil }
    shapes = kinds.map(\.shape)
    self.dtype = dtype
  }

  /// One vector of a tensor for each parameter.
  func pack(_ tensors: [Tensor]) throws -> Tensor {
    let vectors = try tensors.map { try $0.reshaped(to: [$0.count]) }
    return try Tensor.concatenated(vectors, axis: 0)
  }

  /// The tensors in a vector, which share its memory.
  func parts(of vector: Tensor) -> [Tensor] {
    var start = 0
    return shapes.map { shape in
      defer { start += shape.count }
      return vector.part(from: start, shape)
    }
  }

  /// The same of operands, as operations of a graph.
  func pack(_ operands: [Operand], in graph: Graph) throws -> Operand {
    let vectors = try operands.map { operand in
      let vector = try graph.apply(.reshape(to: [operand.shape.count]), operand)
      return vector.dtype == dtype ? vector : try graph.apply(.cast(to: dtype), vector)
    }
    return try graph.apply(.concat(axis: 0), vectors)
  }

  /// The operands in a vector.
  func parts(of vector: Operand, in graph: Graph) throws -> [Operand] {
    var start = 0
    return try shapes.map { shape in
      defer { start += shape.count }
      let slice = AxisSelection.slice(start: start, stop: start + shape.count, step: 1)
      let part = try graph.apply(.index([slice]), vector)
      return try graph.apply(.reshape(to: shape), part)
    }
  }
}
