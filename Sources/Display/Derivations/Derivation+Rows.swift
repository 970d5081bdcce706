extension Derivation {
  /// A step as the sides of a chain of equations: `c̄`, `d̄·∂d/∂c + …`, …, `-0.822284`.
  ///
  /// Every chain of a pass has the same number of sides; one that is not there is empty.
  struct Chain {
    let name: String
    let sides: [[String]]
    let value: String
  }

  /// A sum on one line, or a term a line where it is long.
  static func sumLines(_ terms: [String]) -> [String] {
    let joined = terms.joined(separator: " + ")
    guard terms.count > 2, displayWidth(joined) > 48 else { return terms.isEmpty ? [] : [joined] }
    return terms.prefix(1) + terms.dropFirst().map { "+ " + $0 }
  }

  var forwardChains: [Chain] {
    forward.map { step in
      Chain(
        name: step.name,
        sides: [step.formula, step.substitution].map { $0.isEmpty ? [] : [$0] },
        value: step.value
      )
    }
  }

  var backwardChains: [Chain] {
    backward.map { step in
      // The pass starts from the output's derivative with respect to itself.
      let symbolic =
        step.terms.isEmpty ? ["∂\(step.name)/∂\(step.name)"] : step.terms.map(\.symbolic)
      let sides = [symbolic, step.terms.map(\.expanded), step.terms.map(\.substitution)]
      return Chain(
        name: adjointName(of: step.name),
        sides: sides.map { $0.contains("") ? [] : $0 },
        value: step.value
      )
    }
  }
}
