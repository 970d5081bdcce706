import Autodiff
import Display

extension DescribedComputation {
  /// The computation as a graph: values, adjoints, and local derivatives on the edges.
  var drawing: GraphDrawing {
    let nodes = steps.enumerated().map { number, step in
      GraphDrawing.Node(
        id: number,
        name: step.name,
        formula: step.formula.map(symbolic) ?? "",
        value: text(of: step.value),
        adjoint: step.adjoint.map(text) ?? "",
        kind: kind(of: step, isLast: number == steps.count - 1)
      )
    }
    return GraphDrawing(nodes: nodes, edges: edges)
  }

  private func kind(of step: ComputationDescription.Step, isLast: Bool) -> GraphDrawing.Kind {
    switch step.role {
    case .input: .input
    case .parameter: .parameter
    case .constant: .constant
    case .operation: isLast ? .output : .operation
    }
  }

  private var edges: [GraphDrawing.Edge] {
    steps.enumerated().flatMap { number, step in
      let derived = step.contributions.map { contribution in
        GraphDrawing.Edge(
          from: number,
          to: contribution.consumer,
          derivative: label(of: contribution)
        )
      }
      let consumers = Set(step.contributions.map(\.consumer))
      let others = steps.indices.filter {
        steps[$0].inputs.contains(number) && !consumers.contains($0)
      }
      return derived + others.map { GraphDrawing.Edge(from: number, to: $0) }
    }
  }

  /// The local derivative with its value; for an operation on whole tensors, what it sends back.
  private func label(of contribution: ComputationDescription.Contribution) -> String {
    guard let local = contribution.localDerivative else { return symbolic(contribution.formula) }
    let formula = symbolic(local.formula)
    let value = text(of: local.value)
    return local.value.isScalar && formula != value ? "\(formula) = \(value)" : formula
  }
}
