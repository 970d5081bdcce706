import TensorCore

extension DataSetDefinition {
  static let linear = DataSetDefinition(
    "linear",
    "y = 2x + 1 with noise, for x evenly spaced from -1 to 1; x and y of shape (n, 1)",
    .synthetic(count: 100, noise: 0.1) { count, noise, random in
      let x = try Tensor.linspace(-1, 1, count: count)
      let line = try zip(x.values, random.normal(count: count).values).map {
        2 * $0 + 1 + noise * $1
      }
      return DataSet(
        x: try x.reshaped(to: [count, 1]),
        y: try Tensor(values: line, shape: [count, 1])
      )
    }
  )
}
