public import Autodiff
public import TensorCore

/// What is trained, and by what measure: everything that a step depends on and that no step changes.
public struct TrainingTask {
  public typealias Loss = (_ output: Tree, _ targets: Tree) throws -> Operand
  /// A uniform tensor of the session's random stream.
  public typealias Draw = (_ shape: Shape) throws -> Tensor

  public let model: Model
  /// The largest norm that all gradients together may have; nil for any.
  public let clipNorm: Double?
  public let graph: Graph
  public let plans: TrainingPlans
  public let loss: Loss
  public let draw: Draw

  public init(
    _ model: Model,
    clipNorm: Double?,
    in graph: Graph,
    plans: TrainingPlans,
    draw: @escaping Draw,
    loss: @escaping Loss
  ) {
    self.model = model
    self.clipNorm = clipNorm
    self.graph = graph
    self.plans = plans
    self.draw = draw
    self.loss = loss
  }

  /// The leaves that gradients are taken by, one for each parameter.
  var leaves: [Variable] { model.parameters.map(\.parameter.variable) }

  /// The element type that all parameters share; nil where there are several.
  var dtype: DType? {
    let dtypes = Set(model.parameters.map { $0.parameter.variable.kind.dtype })
    return dtypes.count == 1 ? dtypes.first : nil
  }

  /// The loss as one number.
  ///
  /// - Throws: `EngineError` where it is none.
  package func oneNumber(_ loss: Operand) throws -> Operand {
    guard loss.shape == .scalar else {
      throw EngineError(
        "a loss is one number, and this has shape \(loss.shape)",
        hint: "`mean` or `sum` makes one number"
      )
    }
    return loss
  }

  /// A loss as what it can be differentiated by.
  ///
  /// - Throws: `EngineError` where nothing in it depends on a parameter.
  @discardableResult func requireDependence(_ loss: Operand) throws -> Variable {
    guard let variable = loss.variable else {
      throw EngineError(
        "the loss does not depend on the model's parameters",
        hint: "it is a function of predictions and targets, such as `(p, y) -> mean((p - y)^2)`"
      )
    }
    return variable
  }
}
