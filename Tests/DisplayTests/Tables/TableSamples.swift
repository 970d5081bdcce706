import Display

enum TableSamples {
  /// A gradient record as a table, one value of several lines.
  static let gradient = Table(
    [.init("parameter"), .init("shape"), .init("gradient"), .init("norm", .trailing)],
    rows: [
      [.init("W|1", .code), "(2, 2)", "[[0.5, -1],\n [  2,  0]]", .init("2.29129", .adjoint)],
      [.init("b_1", .code), "(2)", "[1, 2.5]", .init("2.69258", .adjoint)],
      [.init("θ", .strong), "()", "-182.87", .init("182.87", .adjoint)],
    ],
    caption: "gradient, same shape as each parameter"
  )
}
