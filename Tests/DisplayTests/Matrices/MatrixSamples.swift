import Display

enum MatrixSamples {
  static let all: [NestedNumbers] = [
    NestedNumbers(shape: [], values: [-0.0]),
    NestedNumbers(shape: [2], values: [1, 2.5]),
    NestedNumbers(shape: [0], values: []),
    NestedNumbers(shape: [0, 3], values: []),
    NestedNumbers(shape: [2, 2], values: [1, 2, 3, 4]),
    NestedNumbers(shape: [2, 3], values: [1, -2.5, 1e-5, 10.25, 3, 123_456.7]),
    NestedNumbers(shape: [1, 3], values: [1, .nan, -.infinity]),
    NestedNumbers(shape: [2, 2], values: [1, 0, 0, 1], of: .truth),
    NestedNumbers(shape: [2, 2, 3], values: (1...12).map(Double.init)),
    NestedNumbers(shape: [40], values: (0..<40).map { Double($0 * $0) / 7 }),
    NestedNumbers(shape: [2, 40], at: { Double($0) }),
    NestedNumbers(shape: [2000], at: { Double($0) }),
    NestedNumbers(shape: [201], at: { Double($0) / 8 }),
    NestedNumbers(shape: [2, 24], at: { Double($0 * $0) / 7 }),
    NestedNumbers(shape: [61, 2], at: { Double($0) }),
    NestedNumbers(shape: [31, 2, 2], typeName: "float32", at: { Double($0) }),
    NestedNumbers(shape: [50, 60], at: { Double($0) / 4 }),
    NestedNumbers(shape: [12, 12, 12], typeName: "float32", at: { Double($0) }),
  ]
}
