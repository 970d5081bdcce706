import TensorCore
import Testing

/// What linear algebra refuses, and in which words.
@Suite struct FactorErrorTests {
  @Test func aMatrixHasToBeSquare() throws {
    let wide = try Tensor(values: [1, 2], shape: [1, 2])
    expect("`inv` needs a square matrix, not (1, 2)") { try LUFactors(wide, for: "inv") }
    let vector = try Tensor(values: [1, 2], shape: [2])
    expect("`qr` needs a matrix, not a vector of shape (2)") { try QRFactors(vector) }
    expect("`svd` needs a matrix, not a number") { try SingularFactors(Tensor(1)) }
  }

  @Test func aSingularMatrixIsNamed() throws {
    let singular = try Tensor(values: [1, 2, 2, 4], shape: [2, 2])
    expect("inv: the matrix is singular") {
      try LUFactors(singular, for: "inv").requireRegular(for: "inv")
    }
    let stack = try Tensor(values: [1, 0, 0, 1, 1, 2, 2, 4], shape: [2, 2, 2])
    expect("inv: matrix 1 of the stack is singular") {
      try LUFactors(stack, for: "inv").requireRegular(for: "inv")
    }
    #expect(try LUFactors(singular, for: "det").determinant().scalar == 0)
  }

  @Test func whatIsNotSymmetricIsRefused() throws {
    let matrix = try Tensor(values: [1, 2, 3, 4], shape: [2, 2])
    expect("eigh needs a symmetric matrix: the elements at [0, 1] and [1, 0] differ") {
      try EigenFactors(matrix)
    }
  }

  @Test func whatIsNotPositiveDefiniteIsRefused() throws {
    let matrix = try Tensor(values: [1, 2, 2, 1], shape: [2, 2])
    expect("cholesky: the matrix is not positive definite: the leading 2 by 2 block is not") {
      try matrix.cholesky()
    }
  }

  @Test(arguments: [Double.nan, .infinity])
  func numbersHaveToBeFinite(_ number: Double) throws {
    let matrix = try Tensor(values: [number, 0, 0, 1], shape: [2, 2])
    #expect(throws: TensorError.self) { try EigenFactors(matrix) }
    #expect(throws: TensorError.self) { try SingularFactors(matrix) }
    #expect(throws: TensorError.self) { try QRFactors(matrix) }
    #expect(throws: TensorError.self) { try matrix.cholesky() }
  }

  @Test func rightSidesHaveToFit() throws {
    let factors = try LUFactors(Tensor.eye(2), for: "solve")
    let right = try Tensor(values: [1, 2, 3], shape: [3, 1])
    expect("solve: (2, 2) has 2 rows and the right side (3, 1) has 3") {
      try factors.solution(right, for: "solve")
    }
  }

  @Test func anInterruptIsSeenBetweenMatrices() throws {
    let interruption = Interruption()
    interruption.request()
    let stack = try Tensor.eye(2).broadcast(to: [3, 2, 2])
    #expect(throws: TensorError.interrupted) { try LUFactors(stack, for: "inv", interruption) }
    #expect(throws: TensorError.interrupted) { try EigenFactors(stack, for: "eigh", interruption) }
  }

  @Test func emptyMatricesHaveEmptyFactors() throws {
    let empty = try Tensor.filled(0, shape: [0, 0])
    #expect(try LUFactors(empty, for: "det").determinant().scalar == 1)
    #expect(try LUFactors(empty, for: "inv").inverse().shape == [0, 0])
    #expect(try SingularFactors(Tensor.filled(0, shape: [0, 3])).vt.shape == [0, 3])
  }

  private func expect(_ message: String, _ body: () throws -> Any) {
    do {
      _ = try body()
      Issue.record("nothing was refused")
    } catch let error as TensorError {
      #expect(error.message == message)
    } catch {
      Issue.record("\(error)")
    }
  }
}
