internal import COpenBLAS

/// The library for products and factorisations.
enum OpenBLAS {
  /// One thread, because the library's own threads change bits.
  private static let setting: Void = openblas_set_num_threads(1)

  /// Sets the library up when the first product or factorisation is computed.
  ///
  /// A process that computes none starts without it.
  static func prepare() { _ = setting }
}
