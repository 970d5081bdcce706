/// A forward and a backward pass, step by step, as a lecture writes them out.
public struct Derivation: Sendable {
  /// One value: `a = x² = 2² = 4`.
  public struct ForwardStep: Sendable {
    public let name: String
    /// Empty for inputs and parameters.
    public let formula: String
    /// The formula with numbers in place of names; empty where that says nothing new.
    public let substitution: String
    public let value: String

    public init(name: String, formula: String = "", substitution: String = "", value: String) {
      self.name = name
      self.formula = formula
      self.substitution = substitution
      self.value = value
    }
  }

  /// What one consumer adds to an adjoint.
  public struct Term: Sendable {
    /// In the lecture's notation: `d̄·∂d/∂c`.
    public let symbolic: String
    /// With the local derivative written out, `d̄·1/(2√c)`; empty where it is not known.
    public let expanded: String
    /// With numbers: `1·0.0653173`.
    public let substitution: String

    public init(symbolic: String, expanded: String = "", substitution: String = "") {
      self.symbolic = symbolic
      self.expanded = expanded
      self.substitution = substitution
    }

    /// The usual case: the consumer's adjoint times a number.
    ///
    /// `derivative` is the formula of the local derivative, `1/(2√c)`, or empty.
    public init(
      consumer: String,
      of name: String,
      derivative: String = "",
      adjointValue: String,
      derivativeValue: String
    ) {
      let bar = adjointName(of: consumer)
      symbolic = "\(bar)·∂\(consumer)/∂\(name)"
      expanded = derivative.isEmpty ? "" : "\(bar)·\(parenthesized(derivative))"
      substitution = "\(parenthesized(adjointValue))·\(parenthesized(derivativeValue))"
    }
  }

  /// One adjoint: the sum over the consumers of its node.
  public struct BackwardStep: Sendable {
    /// The node's own name; the bar is added where it is shown.
    public let name: String
    /// Empty for the output, whose adjoint is 1 by definition.
    public let terms: [Term]
    public let value: String

    public init(name: String, terms: [Term], value: String) {
      self.name = name
      self.terms = terms
      self.value = value
    }
  }

  public let forward: [ForwardStep]
  public let backward: [BackwardStep]
  public let title: String

  public init(forward: [ForwardStep], backward: [BackwardStep], title: String = "") {
    self.forward = forward
    self.backward = backward
    self.title = title
  }
}

/// A factor of a product, in parentheses where a reader could take it apart wrongly.
private func parenthesized(_ factor: String) -> String {
  var depth = 0
  var splits = factor.hasPrefix("-") || factor.hasPrefix("−")
  for character in factor {
    switch character {
    case "(", "[": depth += 1
    case ")", "]": depth -= 1
    case " " where depth == 0: splits = true
    default: break
    }
  }
  return splits ? "(\(factor))" : factor
}
