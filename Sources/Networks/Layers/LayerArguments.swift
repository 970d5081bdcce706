public import Autodiff
public import TensorCore

/// An argument in the form its parameter asks for.
public enum LayerArgument {
  case size(Int)
  case pair(Int, Int)
  case number(Double)
  case flag(Bool)
  case activation(Activation)
  case initializer(Initializer)
  case dtype(DType)
  case layers([any Layer])
  case structure(ParameterStructure)
  case function(OwnFunction)
  case absent
}

/// The arguments of a call that makes a layer, by parameter.
public struct LayerArguments {
  private let values: [String: LayerArgument]

  public init(_ values: [String: LayerArgument]) { self.values = values }

  func size(_ name: String) throws -> Int {
    guard case .size(let size)? = values[name] else { throw mismatch(name, "a size") }
    return size
  }

  func pair(_ name: String) throws -> (Int, Int) {
    guard case .pair(let rows, let columns)? = values[name] else {
      throw mismatch(name, "a size or a pair of them")
    }
    return (rows, columns)
  }

  func optionalPair(_ name: String) -> (Int, Int)? {
    if case .pair(let rows, let columns)? = values[name] { return (rows, columns) }
    return nil
  }

  func number(_ name: String) throws -> Double {
    guard case .number(let number)? = values[name] else { throw mismatch(name, "a number") }
    return number
  }

  func flag(_ name: String) throws -> Bool {
    guard case .flag(let flag)? = values[name] else { throw mismatch(name, "true or false") }
    return flag
  }

  /// nil for none.
  func activation(_ name: String = "activation") -> Activation? {
    if case .activation(let activation)? = values[name] { return activation }
    return nil
  }

  func initializer(_ name: String = "init") throws -> Initializer {
    guard case .initializer(let initializer)? = values[name] else {
      throw mismatch(name, "an initialisation")
    }
    return initializer
  }

  func dtype() throws -> DType {
    guard case .dtype(let dtype)? = values["dtype"] else { throw mismatch("dtype", "a dtype") }
    return dtype
  }

  func layers(_ name: String) throws -> [any Layer] {
    guard case .layers(let layers)? = values[name] else { throw mismatch(name, "layers") }
    return layers
  }

  func structure(_ name: String) throws -> ParameterStructure {
    guard case .structure(let structure)? = values[name] else {
      throw mismatch(name, "parameters")
    }
    return structure
  }

  func function(_ name: String) throws -> OwnFunction {
    guard case .function(let function)? = values[name] else { throw mismatch(name, "a function") }
    return function
  }

  private func mismatch(_ name: String, _ wanted: String) -> TensorError {
    .type("the argument `\(name)` has to be \(wanted)")
  }
}

/// An argument that has the right form and a value the layer does not take.
public struct LayerArgumentError: Error {
  public let parameter: String
  public let message: String
  public let hint: String?

  init(_ parameter: String, _ message: String, hint: String? = nil) {
    self.parameter = parameter
    self.message = message
    self.hint = hint
  }
}

/// A function between layers, of one tensor.
public struct Activation {
  /// The name it is written by.
  public let name: String
  /// Whether it is the language's own function of that name.
  public let isBuiltin: Bool
  let function: (Operand, Graph) throws -> Operand

  public init(
    _ name: String,
    isBuiltin: Bool,
    _ function: @escaping (Operand, Graph) throws -> Operand
  ) {
    self.name = name
    self.isBuiltin = isBuiltin
    self.function = function
  }

  /// The function of a layer's result; the result itself where there is none.
  static func apply(_ activation: Activation?, to x: Operand, in call: ModelCall) throws -> Operand
  {
    guard let activation else { return x }
    return try activation.function(x, call.graph)
  }
}
