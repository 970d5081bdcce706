import TensorCore

/// A dense matrix by rows.
struct Matrix {
  let elements: [Double]
  let rows: Int
  let columns: Int

  init(_ elements: [Double], rows: Int, columns: Int) {
    precondition(elements.count == rows * columns, "a matrix has rows times columns elements")
    self.elements = elements
    self.rows = rows
    self.columns = columns
  }

  init(_ tensor: Tensor) {
    let sizes = tensor.shape.dimensions
    self.init(tensor.values, rows: sizes[0], columns: sizes[1])
  }

  subscript(row: Int, column: Int) -> Double { elements[row * columns + column] }

  var isFinite: Bool { elements.allSatisfy(\.isFinite) }

  func tensor() throws -> Tensor { try Tensor(values: elements, shape: [rows, columns]) }

  /// The product with a vector of `columns` elements.
  func times(_ vector: [Double]) -> [Double] {
    (0..<rows).map { row in
      var sum = 0.0
      for column in 0..<columns { sum += elements[row * columns + column] * vector[column] }
      return sum
    }
  }

  /// The product of the transpose with a vector of `rows` elements.
  func transposedTimes(_ vector: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columns)
    for row in 0..<rows where vector[row] != 0 {
      for column in 0..<columns {
        result[column] += elements[row * columns + column] * vector[row]
      }
    }
    return result
  }

  /// AᵀA.
  func gram() throws -> Matrix {
    let tensor = try tensor()
    return Matrix(try Tensor.matmul(tensor.transposedMatrix(), tensor))
  }

  /// Half the sum of a square matrix and its transpose.
  var symmetricPart: Matrix {
    var result = elements
    for row in 0..<rows {
      for column in 0..<row {
        let mean = 0.5 * (self[row, column] + self[column, row])
        result[row * columns + column] = mean
        result[column * columns + row] = mean
      }
    }
    return Matrix(result, rows: rows, columns: columns)
  }

  /// What brings the largest magnitude of each row, or column, to between 1 and 2; 1 for one of zeros.
  func scales(ofRows: Bool) -> [Double] {
    var largest = [Double](repeating: 0, count: ofRows ? rows : columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let place = ofRows ? row : column
        largest[place] = max(largest[place], abs(self[row, column]))
      }
    }
    // Powers of two change no digits.
    return largest.map { $0 > 0 ? 1 / max($0.binade, 1e-300) : 1 }
  }

  /// Rows and columns multiplied by numbers.
  func scaled(rows factors: [Double], columns others: [Double]? = nil) -> Matrix {
    var scaled = elements
    for row in 0..<rows {
      for column in 0..<columns {
        scaled[row * columns + column] *= factors[row] * (others?[column] ?? 1)
      }
    }
    return Matrix(scaled, rows: rows, columns: columns)
  }

  /// A with a number added to its diagonal.
  func shifted(by number: Double) -> Matrix {
    guard number != 0 else { return self }
    var shifted = elements
    for index in 0..<min(rows, columns) { shifted[index * columns + index] += number }
    return Matrix(shifted, rows: rows, columns: columns)
  }
}

extension Tensor {
  /// A matrix on its side.
  func transposedMatrix() throws -> Tensor {
    let (rows, columns) = (shape.dimensions[0], shape.dimensions[1])
    let values = values
    var result = [Double](repeating: 0, count: values.count)
    for row in 0..<rows {
      for column in 0..<columns { result[column * rows + row] = values[row * columns + column] }
    }
    return try Tensor(values: result, shape: [columns, rows])
  }
}
