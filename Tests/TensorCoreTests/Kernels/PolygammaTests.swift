import TensorCore
import Testing

@Suite struct PolygammaTests {
  /// Order, argument and value, from mpmath with 30 digits.
  private static let references: [(order: Int, x: Double, value: Double)] = [
    (1, 0.3, 12.245364546107731), (1, 2.5, 0.49035775610023486), (1, 10.5, 0.099916956059126733),
    (1, 60.0, 0.016806327117635388), (1, -0.7, 14.28618087263834), (1, -4.3, 14.871822813779855),
    (2, 0.3, -75.272536588726039), (2, 2.5, -0.2362040516417274),
    (2, 10.5, -0.0099751442477151693), (2, 60.0, -0.0002824459840830677),
    (2, -0.7, -69.441632798638533), (2, -4.3, 68.794600495282409), (3, 0.3, 743.14176465504978),
    (3, 2.5, 0.22390584881725205), (3, 10.5, 0.0019900862371443542),
    (3, 60.0, 9.4933124001093604e-6), (3, -0.7, 768.13135232685265),
    (3, -4.3, 769.00320826784518), (4, 0.3, -9883.4685554969897), (4, 2.5, -0.31375599950673136),
    (4, 10.5, -0.00059506011900940676), (4, 60.0, -4.7860935477710852e-7),
    (4, -0.7, -9740.6709116581038), (4, -4.3, 9738.7493877249684), (7, 0.3, 76818182.998493221),
    (7, 2.5, 3.5652363525231314), (7, 10.5, 7.0362632958413789e-5),
    (7, 60.0, 2.7253834618752938e-10), (7, -0.7, 76905610.127374052),
    (7, -4.3, 76905684.322069206),
  ]

  @Test(arguments: references)
  func valuesAgreeWithReferences(order: Int, x: Double, value: Double) throws {
    let result = try Tensor(x).polygamma(order).scalar
    #expect(abs(result - value) <= 2e-14 * abs(value))
  }

  @Test func polesAndLimits() throws {
    let x = try Tensor(values: [0, -1, .nan, .infinity], shape: [4])
    let odd = try x.polygamma(1).values
    #expect(odd[0] == .infinity && odd[1] == .infinity && odd[2].isNaN && odd[3] == 0)
    let even = try x.polygamma(2).values
    #expect(even[0] == -.infinity && even[1].isNaN && even[2].isNaN && even[3] == 0)
  }

  @Test func float32Stays() throws {
    let x = try Tensor(values: [2.5], shape: [1], dtype: .float32)
    #expect(try x.polygamma(2).dtype == .float32)
  }
}
