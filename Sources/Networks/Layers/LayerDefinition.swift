/// A layer as the language offers it: name, parameters, documentation and how it is made.
///
/// Builtins, completion and help follow from the list of them.
public struct LayerDefinition: Sendable {
  public let name: String
  public let parameters: [LayerParameter]
  public let documentation: LayerDocumentation
  /// Makes the layer; what it draws comes from the workshop, after every argument has been checked.
  public let make: @Sendable (LayerArguments, Workshop) throws -> any Layer

  init(
    _ name: String,
    _ parameters: [LayerParameter],
    _ documentation: LayerDocumentation,
    make: @escaping @Sendable (LayerArguments, Workshop) throws -> any Layer
  ) {
    self.name = name
    self.parameters = parameters
    self.documentation = documentation
    self.make = make
  }
}

/// What help and the reference manual say of a layer.
public struct LayerDocumentation: Sendable {
  /// One sentence.
  public let summary: String
  /// LaTeX.
  public let formula: String
  /// Like `[features] -> [features]`.
  public let shapes: String
  /// The cotangents of the input and the parameters, from that of the output.
  public let derivative: String
  /// The parameters by name and shape, and how they begin; empty where there are none.
  public let parameters: String
  /// What `training=true` changes; empty where it changes nothing.
  public let training: String
  public let edgeCases: String
  /// Where a formula comes from, when it is not school mathematics.
  public let source: String?
  /// A line of the language.
  public let example: String

  init(
    _ summary: String,
    formula: String = "",
    shapes: String,
    derivative: String,
    parameters: String = "",
    training: String = "",
    edgeCases: String = "",
    source: String? = nil,
    example: String
  ) {
    self.summary = summary
    self.formula = formula
    self.shapes = shapes
    self.derivative = derivative
    self.parameters = parameters
    self.training = training
    self.edgeCases = edgeCases
    self.source = source
    self.example = example
  }
}

/// A parameter of a function that makes a layer.
public struct LayerParameter: Sendable {
  /// What an argument has to be.
  public enum Form: Hashable, Sendable {
    /// A whole number of at least 1.
    case size
    /// A size for both axes of an image, or a tuple with one for each.
    case sizePair
    /// A whole number of at least 0 for both axes of an image, or a tuple with one for each.
    case countPair
    case number
    case flag
    /// A function of one tensor.
    case activation
    /// The name of an initialisation.
    case initializer
    /// The name of a float element type.
    case dtype
    /// A layer, a model or a function.
    case layer
    /// All remaining arguments, each a layer, a model or a function.
    case layers
    /// Numbers and tensors, or a record or tuple of them.
    case structure
    /// A function of parameters and input.
    case function
  }

  public enum Default: Hashable, Sendable {
    case absent
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case text(String)
  }

  public let name: String
  public let form: Form
  /// nil where the parameter is required.
  public let defaultValue: Default?

  init(_ name: String, _ form: Form, default defaultValue: Default? = nil) {
    self.name = name
    self.form = form
    self.defaultValue = defaultValue
  }

  static let activation = LayerParameter("activation", .activation, default: .absent)
  static let initializer = LayerParameter("init", .initializer, default: .text("glorot"))
  static let bias = LayerParameter("bias", .flag, default: .flag(true))
  static let dtype = LayerParameter("dtype", .dtype, default: .text("float64"))
}
