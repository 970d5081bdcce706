import Autodiff
import Language
import Networks
import TensorCore

extension Builtin {
  static let gradientFlow = Builtin(
    "gradient_flow",
    [.required("L"), .required("model")],
    BuiltinDocumentation(
      "The norm of a loss's gradient in every layer of a model, with vanishing and exploding ones marked.",
      formula: #"\|\nabla_{\theta_k} L\|_2"#,
      details: [
        "A layer's gradient vanishes below 1/1000 of the last layer's or below 1e-8, and explodes above "
          + "1000 times the last layer's or where it is not finite.",
        "Fields: `norms` by layer, `vanishing` and `exploding` as tuples of layers' names. Layers without "
          + "parameters are left out.",
      ],
      example: "m = sequential(dense(1, 2, activation=tanh), dense(2, 1)); "
        + "gradient_flow(mse(m([1]), [2]), m).vanishing"
    )
  ) { context, arguments in
    guard case .function(let function as ModelFunction) = arguments["model"] else {
      throw arguments.needs("a model", "model")
    }
    try arguments.refuseTraced("L")
    let loss = try context.lossVariable(arguments, named: "L")
    let flow = try context.gradientFlow(of: loss, through: function.model)
    guard !flow.entries.isEmpty else {
      throw arguments.mistake("model", .gradient, "the value does not depend on this model")
    }
    return .object(flow)
  }
}

extension Context {
  /// The norms by layer; none where the loss depends on no parameter of the model.
  fileprivate func gradientFlow(of loss: Variable, through model: Model) throws -> GradientFlow {
    let reached = Dictionary(
      uniqueKeysWithValues: graph.parameters(of: loss).map { ($0.tag, $0.leaf) }
    )
    let rows = LayerRow.rows(of: model).filter { !$0.parameters.isEmpty }
    let leaves = rows.map { row in row.parameters.compactMap { reached[$0.tag] } }
    guard leaves.contains(where: { !$0.isEmpty }) else { return GradientFlow(entries: []) }
    var gradients = try graph.gradient(of: loss, for: leaves.flatMap { $0 })[...]
    let entries = zip(rows, leaves).map { row, leaves in
      let own = gradients.prefix(leaves.count)
      gradients = gradients.dropFirst(leaves.count)
      return GradientFlow.Entry(
        layer: row.path.isEmpty ? model.layer.kind : row.path,
        definition: row.signature,
        norm: Self.norm(own.flatMap(\.value.values))
      )
    }
    return GradientFlow(entries: entries)
  }

  /// The Euclidean norm, of whatever size the numbers are.
  private static func norm(_ values: [Double]) -> Double {
    let largest = values.reduce(0) { $1.isNaN ? .nan : max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    let sum = values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return largest * sum.squareRoot()
  }
}
