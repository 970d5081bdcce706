public import Autodiff
import TensorCore

/// A plain function among layers.
public struct FunctionLayer: Layer {
  /// The function's name; empty for one without.
  public let name: String
  /// Whether it is the language's own function of that name.
  public let isBuiltin: Bool
  public var parts = LayerParts()
  private let function: Function

  public init(_ name: String, isBuiltin: Bool, _ function: @escaping Function) {
    self.name = name
    self.isBuiltin = isBuiltin
    self.function = function
  }

  public var kind: String { name.isEmpty ? "function" : name }
  public var signature: String { name.isEmpty ? "x -> …" : name }
  public var isFullyDescribed: Bool { isBuiltin }

  public func output(for input: Tree, in call: ModelCall) throws -> Tree { try function([input]) }
}
