import TensorCore
import Testing

/// Steps at places that are given anew have the bits of the separate operations.
@Suite struct ProgramPlacesTests {
  private let table: Tensor

  init() throws {
    table = try Tensor(values: (0..<15).map { $0 == 7 ? -0.0 : Double($0) / 7 }, shape: [5, 3])
  }

  private func run(
    _ inputs: [Tensor],
    _ write: (inout TensorProgram, [TensorProgram.Value]) throws -> TensorProgram.Value
  ) throws -> Tensor? {
    var program = TensorProgram()
    let values = inputs.map { program.input(like: $0) }
    program.output(try write(&program, values))
    return try program.prepared().run(inputs, Interruption())?[0]
  }

  @Test(arguments: [DType.float64, .float32], [[2.0, 0, 4, 2], [-0.0, 1, 1, 3]])
  func rowsAreFoundAndAdded(dtype: DType, numbers: [Double]) throws {
    let places = try Tensor(values: numbers, shape: [2, 2])
    let table = try self.table.cast(to: dtype)
    let named = try Places(numbers.map { Int($0) })
    let selection = try Selection([.indices(named, shape: [2, 2])], in: [5, 3])
    let found = try table.gathered(selection)
    let rows = try run([table, places]) { try $0.lookUp($1[0], at: $1[1]) }
    #expect(rows?.shape == found.shape)
    #expect(rows?.isIdentical(to: found) == true)
    let added = try Tensor.scatterAdded(found, at: selection, into: [5, 3])
    let sum = try run([found, places.cast(to: .float32)]) {
      try $0.addRows($1[0], at: $1[1], into: [5, 3])
    }
    #expect(sum?.isIdentical(to: added) == true)
  }

  @Test func classesArePickedAndPlaced() throws {
    let classes = try Tensor(values: [2, 0, 1, 1, 0], shape: [5])
    let found = try run([table, classes]) { try $0.pick($1[0], at: $1[1]) }
    let picked = try #require(found)
    let expected: [Double] = [table[2], table[3], 0, table[10], table[12]]
    #expect(picked.values == expected)
    let result = try run([picked, classes]) { try $0.place($1[0], at: $1[1], among: 3) }
    let placed = try #require(result)
    #expect(placed.shape == table.shape)
    // What is added to a zero is no negative zero.
    #expect(placed[7].sign == .plus)
    #expect(placed[2] == table[2])
    #expect(placed[12] == table[12])
  }

  @Test(arguments: [3, -1, 0.5, .nan, .infinity])
  func aPlaceThatIsNotThereGivesNothing(place: Double) throws {
    let classes = try Tensor(values: [0, 0, place, 0, 0], shape: [5])
    let picked = try run([table, classes]) { try $0.pick($1[0], at: $1[1]) }
    let placed = try run([classes, classes]) { try $0.place($1[0], at: $1[1], among: 3) }
    #expect(picked == nil)
    #expect(placed == nil)
  }
}
