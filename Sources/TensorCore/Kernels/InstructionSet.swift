internal import CVectorMath

/// The vector kernels compiled for one kind of processor.
///
/// Sendable because the table behind the pointer is constant and lives as long as the process.
package struct InstructionSet: @unchecked Sendable {
  let kernels: OpaquePointer

  /// The widest that this machine runs, or what the environment variable `ADJOINT_SIMD` names.
  package static let current = InstructionSet(kernels: adj_kernels_default())

  /// Those that this machine runs, widest first.
  package static var available: [InstructionSet] {
    let names = ["avx512", "avx2", "baseline"]
    return names.compactMap { name in
      adj_kernels_named(name).map { InstructionSet(kernels: $0) }
    }
  }

  /// `avx512`, `avx2` or `baseline`.
  package var name: String { String(cString: adj_simd_name(kernels)) }

  /// The sum of some numbers, by these kernels.
  package func sum(of numbers: [Double]) -> Double {
    var total = 0.0
    adj_reduce_f64(kernels, Reduction.sum.rawValue, numbers, &total, 1, numbers.count, 1)
    return total
  }

  /// The product of two matrices stored by rows, or of their transposes, by these kernels.
  ///
  /// Bound: `rows * inner` and `inner * columns` numbers.
  package func product(
    _ sizes: (rows: Int, inner: Int, columns: Int),
    _ a: [Double],
    _ b: [Double],
    transposes: (left: Bool, right: Bool)
  ) -> [Double] {
    var product = MatrixProduct(
      rows: sizes.rows,
      inner: sizes.inner,
      columns: sizes.columns,
      transposeLeft: transposes.left,
      transposeRight: transposes.right
    ).kernelForm
    var y = [Double](repeating: .nan, count: sizes.rows * sizes.columns)
    adj_multiply_f64(kernels, &product, a, b, &y)
    return y
  }

  /// The name that CVectorMath gives a function of one argument by its number.
  package static func unaryName(_ kernel: UInt8) -> String? {
    adj_unary_name(Int32(kernel)).map { String(cString: $0) }
  }

  /// The name that CVectorMath gives a function of two arguments by its number.
  package static func binaryName(_ kernel: UInt8) -> String? {
    adj_binary_name(Int32(kernel)).map { String(cString: $0) }
  }
}

extension UnaryKernel {
  /// The function of every number, by the kernels of one instruction set.
  package func apply(to x: [Double], on set: InstructionSet) -> [Double] {
    var y = x
    _ = adj_unary_f64(set.kernels, Int32(rawValue), x, &y, x.count)
    return y
  }

  /// The function of every number, by the kernels of one instruction set.
  package func apply(to x: [Float], on set: InstructionSet) -> [Float] {
    var y = x
    _ = adj_unary_f32(set.kernels, Int32(rawValue), x, &y, x.count)
    return y
  }
}

extension BinaryKernel {
  /// The function of every pair, by the kernels of one instruction set.
  package func apply(to a: [Double], _ b: [Double], on set: InstructionSet) -> [Double] {
    var y = a
    let walk = adj_walk(step: 1, row: 0)
    _ = adj_binary_f64(set.kernels, Int32(rawValue), a, walk, b, walk, &y, a.count, 1)
    return y
  }
}
