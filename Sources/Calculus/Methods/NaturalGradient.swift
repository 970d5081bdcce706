import TensorCore

/// Steps down the gradient measured by how much the distribution of a model's output changes.
///
/// The direction solves (F + δ I) p = -g, with F the Fisher information of the output distribution, averaged over the
/// rows of the output, and δ the damping times the mean of F's diagonal. A step that would lead uphill is halved.
///
/// - Source: Amari, "Natural gradient works efficiently in learning" (1998); Martens, "New insights and perspectives on
///   the natural gradient method" (2020), section 6.
public struct NaturalGradient: DescentMethod {
  /// What a row of the output means.
  public enum Distribution: String, CaseIterable, Sendable {
    /// Means of normal distributions of variance 1.
    case normal
    /// Logits of one of several classes.
    case categorical
    /// Logits of independent yes-or-no answers.
    case bernoulli
  }

  public let signature: String
  private let output: Objective
  private let distribution: Distribution
  private let damping: Double
  private let rate: (_ step: Int) throws -> Double

  /// `output` gives the output of the model, `(batch, outputs)` or a single row, as a function of the same arguments.
  public init(
    _ signature: String,
    output: Objective,
    distribution: Distribution,
    damping: Double,
    rate: @escaping (_ step: Int) throws -> Double
  ) {
    self.signature = signature
    self.output = output
    self.distribution = distribution
    self.damping = damping
    self.rate = rate
  }

  public func begin(on objective: Objective) -> any Descent {
    Run(objective: objective, method: self)
  }

  private struct Run: Descent {
    let objective: Objective
    let method: NaturalGradient

    func evaluation(at x: [Double]) throws -> Iterate { try objective.evaluation(at: x) }

    func next(after current: Iterate, step: Int) throws -> Iterate? {
      let fisher = try method.fisher(at: current.x)
      let mean = (0..<fisher.rows).reduce(0) { $0 + fisher[$1, $1] } / Double(max(1, fisher.rows))
      guard fisher.isFinite else { return nil }
      let factors = try SpectralFactors(fisher.shifted(by: method.damping * mean))
      let direction = factors.positiveSolution(Vectors.scaled(current.gradient, -1))
      return try BacktrackingSearch.point(
        from: current,
        along: direction,
        firstLength: method.rate(step),
        evaluate: evaluation
      )
    }
  }

  /// The mean over the rows of JᵢᵀHᵢJᵢ, with Hᵢ the information in the outputs of row i.
  private func fisher(at x: [Double]) throws -> Matrix {
    let (values, jacobian, width) = try output.rows(at: x)
    let count = max(1, values.count / max(1, width))
    var scaled = jacobian.elements
    for row in 0..<count {
      let range = (row * width)..<((row + 1) * width)
      let block = root(of: Array(values[range]))
      for column in 0..<jacobian.columns {
        let own = range.map { jacobian[$0, column] }
        for place in 0..<width {
          let sum = Vectors.dot(Array(block[(place * width)..<((place + 1) * width)]), own)
          scaled[(range.lowerBound + place) * jacobian.columns + column] = sum
        }
      }
    }
    let gram = try Matrix(scaled, rows: jacobian.rows, columns: jacobian.columns).gram()
    let elements = gram.elements.map { $0 / Double(count) }
    return Matrix(elements, rows: gram.rows, columns: gram.columns)
  }

  /// A matrix R with RᵀR the Fisher information of one row of outputs.
  private func root(of row: [Double]) -> [Double] {
    let width = row.count
    var root = [Double](repeating: 0, count: width * width)
    switch distribution {
    case .normal:
      for place in 0..<width { root[place * width + place] = 1 }
    case .bernoulli:
      for place in 0..<width {
        let p = UnaryKernel.sigmoid.apply(to: row[place])
        root[place * width + place] = (p * (1 - p)).squareRoot()
      }
    case .categorical:
      // diag(p) - p pᵀ = RᵀR with the rows √pₖ (eₖ - p).
      let largest = row.max() ?? 0
      let powers = row.map { UnaryKernel.exp.apply(to: $0 - largest) }
      let total = powers.reduce(0, +)
      let p = powers.map { $0 / total }
      for k in 0..<width {
        for place in 0..<width {
          root[k * width + place] = p[k].squareRoot() * ((k == place ? 1 : 0) - p[place])
        }
      }
    }
    return root
  }
}
