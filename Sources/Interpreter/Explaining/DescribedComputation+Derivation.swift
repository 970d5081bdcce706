import Autodiff
import Display

extension DescribedComputation {
  /// The forward pass and the backward pass, step by step.
  var derivation: Derivation {
    Derivation(
      forward: steps.map { step in
        let formula = step.formula.map(symbolic) ?? ""
        let substitution = step.formula.flatMap(substituted) ?? ""
        return Derivation.ForwardStep(
          name: step.name,
          formula: formula,
          substitution: substitution == formula ? "" : substitution,
          value: text(of: step.value)
        )
      },
      backward: steps.reversed().compactMap { step in
        guard let adjoint = step.adjoint, step.role != .constant else { return nil }
        return Derivation.BackwardStep(
          name: step.name,
          terms: step.contributions.map { term($0, of: step) },
          value: text(of: (try? context.layout?.shown(adjoint)) ?? adjoint)
        )
      }
    )
  }

  private func term(
    _ contribution: ComputationDescription.Contribution,
    of step: ComputationDescription.Step
  ) -> Derivation.Term {
    let consumer = steps[contribution.consumer]
    guard let local = contribution.localDerivative else {
      return Derivation.Term(symbolic: symbolic(contribution.formula))
    }
    guard consumer.value.isScalar, step.value.isScalar, let adjoint = consumer.adjoint else {
      let bar = adjointName(of: consumer.name)
      return Derivation.Term(
        symbolic: "\(bar)·∂\(consumer.name)/∂\(step.name)",
        expanded: symbolic(contribution.formula)
      )
    }
    return Derivation.Term(
      consumer: consumer.name,
      of: step.name,
      derivative: symbolic(local.formula),
      adjointValue: text(of: adjoint),
      derivativeValue: text(of: local.value)
    )
  }
}
