import Autodiff
import Display
import Language
import TensorCore

/// A computation with the words and numbers that a reader sees: the plain data behind `graph` and `explain`.
struct DescribedComputation {
  let description: ComputationDescription
  let context: Context

  /// Describes a value that was computed from parameters, or a function at a point.
  init(_ arguments: BoundArguments, in context: Context) throws {
    self.context = context
    guard case .function(let function) = arguments["f"] else {
      guard arguments.rest.isEmpty else {
        throw arguments.mistake(
          rest: 0,
          .type,
          "a computed value takes no point; a function does"
        )
      }
      let output = try context.lossVariable(arguments)
      let leaves = context.graph.parameters(of: output).map(\.leaf)
      description = try context.graph.description(of: output, by: leaves)
      return
    }
    let call = try DifferentiatedCall(
      function,
      CallArguments(Self.point(arguments.rest.map(\.value), of: function)),
      in: context
    )
    description = try context.graph.description(
      of: call.engineFunction,
      at: call.trees,
      selected: call.selected,
      names: call.names,
      outputName: function.name.isEmpty ? "f" : function.name
    )
  }

  /// The arguments at a point, which for several parameters may be one tuple, as in `jvp(f, (1, 2), …)`.
  private static func point(_ values: [Value], of function: Function) -> [Value] {
    let required = function.parameters.count(where: \.isRequired)
    guard required > 1, values.count == 1, case .tuple(let tuple) = values[0] else { return values }
    return tuple.elements
  }

  var steps: [ComputationDescription.Step] { description.steps }

  /// A formula with the names of steps.
  func symbolic(_ formula: Formula) -> String {
    formula.text { leaf in
      switch leaf {
      case .step(let number): steps[number].name
      case .adjoint(let number): adjointName(of: steps[number].name)
      case .constant(let tensor): text(of: tensor)
      case .operation: ""
      }
    }
  }

  /// A formula with numbers in place of names; nil where a tensor takes part.
  func substituted(_ formula: Formula) -> String? {
    var isScalar = true
    let result = formula.text { leaf in
      switch leaf {
      case .step(let number):
        isScalar = isScalar && steps[number].value.isScalar
        return text(of: steps[number].value)
      case .adjoint(let number):
        guard let adjoint = steps[number].adjoint else { return "0" }
        isScalar = isScalar && adjoint.isScalar
        return text(of: adjoint)
      case .constant(let tensor): return text(of: tensor)
      case .operation: return ""
      }
    }
    return isScalar ? result : nil
  }

  /// A value as a node has room for it: spelled out where small, else its shape.
  func text(of tensor: Tensor) -> String {
    tensor.count <= 4 ? context.inlineText(of: tensor) : "\(tensor.shape)"
  }
}
