public import Autodiff
public import TensorCore

/// A function with parameters: what a network is built of, and a network itself.
///
/// A layer is its configuration and its parts; the parts are looked up in the call, so that the same layer runs on
/// its own parameters and on any values put in their place.
public protocol Layer {
  /// The name the language makes it by: `dense`.
  var kind: String { get }
  /// How it would be written again: `dense(2, 3, activation=tanh)`.
  var signature: String { get }
  /// Whether kind, signature and parts are all that the result depends on: a function of the user's is not in them.
  var isFullyDescribed: Bool { get }
  var parts: LayerParts { get set }
  /// What one example is, as far as the layer says; nil where it takes whatever comes.
  var exampleForm: ExampleForm? { get }
  func output(for input: Tree, in call: ModelCall) throws -> Tree
}

extension Layer {
  public var exampleForm: ExampleForm? { nil }
  public var isFullyDescribed: Bool { true }
}

/// What one example of a layer's input is, without the batch.
public enum ExampleForm: Equatable, Sendable {
  /// `(features)`
  case features(Int)
  /// `(time, features)`
  case sequence(features: Int)
  /// Whole numbers, `(time)`
  case places
  /// `(channels, height, width)`
  case image(channels: Int)

  /// The shape of an example with the same number in place of every size that is not known.
  public func shape(size: Int) -> Shape {
    switch self {
    case .features(let count): [count]
    case .sequence(let features): [size, features]
    case .places: [size]
    case .image(let channels): [channels, size, size]
    }
  }
}

/// What a layer holds, by name.
public struct LayerParts {
  public var parameters: [NamedParameter] = []
  public var states: [NamedState] = []
  /// The layers inside; a child without a name has its parts under the names of the layer around it.
  public var children: [(name: String, layer: any Layer)] = []
  /// How many of the parameters stand before each child, where not all of them do.
  private var places: [Int] = []

  public init() {}

  public init(_ parameters: [NamedParameter], states: [NamedState] = []) {
    self.parameters = parameters
    self.states = states
  }

  public init(children: [(name: String, layer: any Layer)]) {
    self.children = children
  }

  /// Parameters with layers among them, each behind so many of the parameters.
  init(
    _ parameters: [NamedParameter],
    children: [(name: String, layer: any Layer)],
    behind places: [Int]
  ) {
    precondition(children.count == places.count, "a place for each child")
    self.parameters = parameters
    self.children = children
    self.places = places
  }

  /// The children that stand right before a parameter, or behind all of them.
  func children(before parameter: Int) -> [(name: String, layer: any Layer)] {
    children.enumerated().compactMap { index, child in
      let place = index < places.count ? places[index] : parameters.count
      return place == parameter ? child : nil
    }
  }
}

/// A layer from one tensor to one tensor.
public protocol TensorLayer: Layer {
  func output(for x: Operand, in call: ModelCall) throws -> Operand
}

extension TensorLayer {
  public func output(for input: Tree, in call: ModelCall) throws -> Tree {
    guard case .leaf(let operand) = input else {
      throw TensorError.type(
        "\(call.place(of: self)) takes one tensor, and got \(input.described)"
      )
    }
    return .leaf(try output(for: operand, in: call))
  }
}
