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
}
