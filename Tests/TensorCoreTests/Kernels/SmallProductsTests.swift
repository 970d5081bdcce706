import TensorCore
import Testing

@Suite struct SmallProductsTests {
  typealias Sizes = (rows: Int, inner: Int, columns: Int)

  private func numbers(_ count: Int, _ factor: Int) -> [Double] {
    (0..<count).map { Double($0 * factor % 10_007) / 3001 - 1.5 }
  }

  private static let sizes: [Sizes] = [
    (2, 3, 2), (1, 9, 1), (3, 1, 5), (7, 130, 9), (8, 8, 8), (9, 17, 25), (13, 300, 31), (25, 5, 1),
    (1, 200, 70), (33, 2, 64), (4, 128, 3), (50, 10, 26), (5, 0, 3),
  ]

  private static let transposes = [(false, false), (false, true), (true, false), (true, true)]

  /// Each element as one chain, in the order of the inner side.
  private func chains(
    _ sizes: Sizes,
    _ a: [Double],
    _ b: [Double],
    _ transposes: (left: Bool, right: Bool),
    isFused: Bool
  ) -> [Double] {
    var result: [Double] = []
    for row in 0..<sizes.rows {
      for column in 0..<sizes.columns {
        result.append(
          (0..<sizes.inner).reduce(0.0) { sum, step in
            let left = a[transposes.left ? step * sizes.rows + row : row * sizes.inner + step]
            let right =
              b[transposes.right ? column * sizes.inner + step : step * sizes.columns + column]
            return isFused ? sum.addingProduct(left, right) : sum + left * right
          }
        )
      }
    }
    return result
  }

  @Test(arguments: sizes, transposes)
  func elementsOfMatricesAreChains(sizes: Sizes, transposes: (Bool, Bool)) {
    let a = numbers(sizes.rows * sizes.inner, 7919)
    let b = numbers(sizes.inner * sizes.columns, 104_729)
    for set in InstructionSet.available {
      let product = set.product(sizes, a, b, transposes: transposes)
      let expected = chains(sizes, a, b, transposes, isFused: set.name != "baseline")
      if sizes.rows > 1, sizes.columns > 1 {
        #expect(product == expected, "\(set.name)")
      } else {
        // Inner products are summed in lanes.
        let worst = zip(product, expected).map { abs($0 - $1) }.max() ?? 0
        #expect(worst < 1e-11, "\(set.name)")
      }
    }
  }

  @Test func rowsHaveTheBitsOfTheRowsAlone() throws {
    let x = try Tensor(values: numbers(40 * 19, 7919), shape: [40, 19])
    for shape in [[19, 12], [19]] as [Shape] {
      let b = try Tensor(values: numbers(shape.count, 104_729), shape: shape)
      let together = try Tensor.matmul(x, b)
      let stack = try x.reshaped(to: [8, 5, 19])
      let stacked = try Tensor.matmul(stack, b).reshaped(to: together.shape)
      #expect(stacked.isIdentical(to: together))
    }
  }

  @Test func infinitiesAndNaNStayInTheirRows() throws {
    let a = try Tensor(values: [1, .infinity, 2, 3, .nan, 4, 5, 6], shape: [4, 2])
    let b = try Tensor(values: [1, 2, 3, 4, 0, 1], shape: [2, 3])
    let product = try Tensor.matmul(a, b).values
    #expect(product[0] == .infinity && product[1].isNaN && product[2] == .infinity)
    #expect(product[3..<6] == [14, 4, 9])
    let areNaN = product[6..<9].allSatisfy(\.isNaN)
    #expect(areNaN)
    #expect(product[9..<12] == [29, 10, 21])
  }
}
