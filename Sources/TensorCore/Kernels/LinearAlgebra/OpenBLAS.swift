internal import COpenBLAS

/// The library for products and factorisations.
enum OpenBLAS {
  /// Loads the library when the first product or factorisation is computed.
  ///
  /// A process that computes none starts without it.
  static func prepare() throws(TensorError) {
    if adj_load_openblas() { return }
    throw .value(
      "products and factorisations need OpenBLAS, which cannot be loaded",
      hint: "on Debian, install libopenblas0"
    )
  }
}
