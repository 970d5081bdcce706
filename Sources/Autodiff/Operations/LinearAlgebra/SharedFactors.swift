import Synchronization
import TensorCore

/// A factorisation that several operations of one call read, made once for each operand.
///
/// Functions with several results (`qr`, `svd`, `eigh`, `slogdet`) are several operations on the same operand; the
/// rules of others (`inv`, `solve`, `det`) use the same factors again. The last operand and its factors are kept as
/// long as a node of the call lives.
final class SharedFactors<Factors: Sendable>: Sendable {
  private let latest = Mutex<(operand: Tensor, factors: Factors)?>(nil)
  private let make: @Sendable (Tensor, Interruption) throws -> Factors

  init(_ make: @escaping @Sendable (Tensor, Interruption) throws -> Factors) { self.make = make }

  /// The factors of an operand, which are looked up where it is the same as the last time.
  func of(_ operand: Tensor, _ interruption: Interruption) throws -> Factors {
    if let known = latest.withLock({ $0 }), known.operand.isIdentical(to: operand) {
      return known.factors
    }
    let factors = try make(operand, interruption)
    latest.withLock { $0 = (operand, factors) }
    return factors
  }

  func of(_ term: Term) throws -> Factors { try of(term.value, term.graph.interruption) }
}

extension SharedFactors<LUFactors> {
  /// - Parameter name: What messages call the function.
  convenience init(for name: String) { self.init { try LUFactors($0, for: name, $1) } }
}

extension Graph {
  /// Leaves a note where so little is left of a matrix's rank that digits are lost.
  func remarkCondition(
    of factors: SharedFactors<LUFactors>,
    at matrix: Operand,
    in name: String
  ) throws {
    // A note decides nothing, so it is no reading of the value.
    let value = matrix.variable.map { self.value(of: $0.id) } ?? matrix.value
    remarkCondition(of: try factors.of(value, interruption), matrix.dtype, in: name)
  }

  /// The same for matrices that a rule sees.
  func remarkCondition(
    of factors: SharedFactors<LUFactors>,
    at matrices: Term,
    in name: String
  ) throws {
    let known = try factors.of(value(of: matrices.id), interruption)
    remarkCondition(of: known, matrices.dtype, in: name)
  }

  private func remarkCondition(of factors: LUFactors, _ dtype: DType, in name: String) {
    let bound = dtype == .float32 ? 1e-5 : 1e-12
    guard factors.reciprocalCondition < bound else { return }
    remark(
      "`\(name)`: the matrix is ill-conditioned (its reciprocal condition is below "
        + "\(dtype == .float32 ? "1e-5" : "1e-12")), few digits of the result are right"
    )
  }
}
