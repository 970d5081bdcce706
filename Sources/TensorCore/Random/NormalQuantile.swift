internal import CVectorMath

/// The number below which a standard normal variable lies with probability `p`, for `p` ≤ ½.
///
/// The same bits on every machine: additions, multiplications, divisions, one square root, and a
/// logarithm that uses nothing else; CVectorMath computes it.
///
/// - Edge cases: 0 gives minus infinity.
/// - Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", 1988,
///   routine PPND16, whose relative error is about 1e-16.
package func normalQuantile(_ p: Double) -> Double { adj_normal_quantile(p) }
