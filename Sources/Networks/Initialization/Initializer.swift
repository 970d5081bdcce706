import TensorCore

/// How a weight begins, by name.
public struct Initializer: Sendable {
  public let name: String
  /// One sentence for the documentation of layers.
  public let summary: String
  let fill: @Sendable (Shape, Fans, Workshop) throws -> Tensor

  init(
    _ name: String,
    _ summary: String,
    fill: @escaping @Sendable (Shape, Fans, Workshop) throws -> Tensor
  ) {
    self.name = name
    self.summary = summary
    self.fill = fill
  }

  /// The initialisation of a name; nil where there is none.
  public static func named(_ name: String) -> Initializer? {
    allInitializers.first { $0.name == name }
  }
}

/// How many numbers a unit of a layer sums over, and how many units each of them reaches.
struct Fans {
  let incoming: Int
  let outgoing: Int

  init(_ incoming: Int, _ outgoing: Int) {
    self.incoming = incoming
    self.outgoing = outgoing
  }
}

extension Tensor {
  func scaled(by factor: Double) throws -> Tensor {
    try BinaryKernel.multiply.apply(to: self, Tensor(factor))
  }
}
