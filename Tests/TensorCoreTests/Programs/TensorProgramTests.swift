import TensorCore
import Testing

/// Every program gives the bits that its steps give one by one.
@Suite struct TensorProgramTests {
  /// Numbers without a pattern, some of them negative.
  private func numbers(_ shape: Shape, seed: Int) throws -> Tensor {
    let values = (0..<shape.count).map {
      Double(($0 * 7919 + seed * 104_729) % 10_007) / 5001 - 1
    }
    return try Tensor(values: values, shape: shape)
  }

  private func check(_ result: Tensor, _ expected: Tensor, _ text: Comment) {
    #expect(result.shape == expected.shape && result.dtype == expected.dtype, text)
    #expect(result.isIdentical(to: expected), text)
  }

  @Test(arguments: 0..<120)
  func randomProgramsHaveTheBitsOfTheirSteps(seed: Int) throws {
    var program = TensorProgram()
    let shapes = RandomSteps.shapes(seed)
    let first = try shapes.map { try numbers($0, seed: 1) }
    let inputs = first.map { program.input(like: $0) }
    var steps = RandomSteps(seed: UInt64(seed))
    for result in try steps.take(inputs, in: &program) { program.output(result) }
    let prepared = program.prepared()
    for run in 1...3 {
      let tensors = try shapes.map { try numbers($0, seed: run) }
      var direct = DirectSteps()
      var steps = RandomSteps(seed: UInt64(seed))
      let expected = try steps.take(tensors, in: &direct)
      let results = try #require(try prepared.run(tensors, Interruption()))
      for (result, tensor) in zip(results, expected) { check(result, tensor, "run \(run)") }
    }
  }

  @Test func whatIsNotFiniteOnTheWayGivesNothing() throws {
    var program = TensorProgram()
    let x = program.input(like: try Tensor(values: [1, 2], shape: [2]))
    let logarithm = try program.apply(.log, to: x)
    // The infinity is gone in what comes out.
    program.output(try program.apply(.divide, to: program.constant(Tensor(1)), logarithm))
    let prepared = program.prepared()
    #expect(try prepared.run([Tensor(values: [2, 3], shape: [2])], Interruption()) != nil)
    #expect(try prepared.run([Tensor(values: [2, 0], shape: [2])], Interruption()) == nil)
  }

  @Test(arguments: [0, 300, 599])
  func whatIsNotFiniteInABlockGivesNothing(place: Int) throws {
    let zeros = try Tensor.filled(0, shape: [20, 30])
    var program = TensorProgram()
    let x = program.input(like: zeros)
    // More elements than one step takes: the logarithms are a block's.
    let logarithms = try program.apply(.log, to: x)
    // They show in the product, and are gone in the reciprocals and in what is multiplied by zero.
    let ones = program.constant(try Tensor.filled(1, shape: [30, 2]))
    program.output(try program.matmul(logarithms, ones))
    let squares = try program.apply(.square, to: x)
    let shifted = try program.apply(.log, to: squares)
    program.output(try program.apply(.divide, to: program.constant(Tensor(1)), shifted))
    let hidden = try program.apply(.guardedMultiply, to: program.constant(zeros), logarithms)
    program.output(hidden)
    let prepared = program.prepared()
    var values = [Double](repeating: 2, count: 600)
    let finite = try Tensor(values: values, shape: [20, 30])
    #expect(try prepared.run([finite], Interruption()) != nil)
    values[place] = 0
    let infinite = try Tensor(values: values, shape: [20, 30])
    #expect(try prepared.run([infinite], Interruption()) == nil)
  }

  @Test func onlyWhatWasLookedAtIsKnownToBeFinite() throws {
    let broken = try Tensor(values: [.nan] + [Double](repeating: 2, count: 599), shape: [600])
    let whole = try Tensor.filled(3, shape: [600])
    var program = TensorProgram()
    let (x, y) = (program.input(like: whole), program.input(like: broken))
    program.output(try program.apply(.square, to: x))
    program.output(y)
    let results = try #require(try program.prepared().run([whole, broken], Interruption()))
    #expect(results.map(\.isKnownFinite) == [true, false])
  }

  @Test func resultsOfOneRunStayWhatTheyAreInTheNext() throws {
    var program = TensorProgram()
    let x = program.input(like: try Tensor(values: [1, 2], shape: [2]))
    program.output(try program.apply(.add, to: x, x))
    let prepared = program.prepared()
    let first = try prepared.run([Tensor(values: [1, 2], shape: [2])], Interruption())
    _ = try prepared.run([Tensor(values: [3, 4], shape: [2])], Interruption())
    #expect(first?[0].values == [2, 4])
  }

  @Test func addingWhereItIsScatteredTurnsNegativeZerosAsAddingZerosDoes() throws {
    let selection = try Selection([.slice(start: 0, stop: 2, step: 1)], in: [3])
    let zeros = try Tensor(values: [-0.0, -0.0, -0.0], shape: [3])
    let values = try Tensor(values: [-0.0, 1], shape: [2])
    var program = TensorProgram()
    let inputs = (program.input(like: zeros), program.input(like: values))
    program.output(try program.add(inputs.1, at: selection, to: inputs.0, isClean: false))
    let result = try #require(try program.prepared().run([zeros, values], Interruption()))
    let scattered = try Tensor.scatterAdded(values, at: selection, into: [3])
    check(result[0], try BinaryKernel.add.apply(to: zeros, scattered), "a sum")
  }
}

/// A straight run of random steps, the same for tensors and for programs.
private struct RandomSteps {
  private var random: RandomStream

  init(seed: UInt64) { random = RandomStream(seed: seed) }

  /// What the steps begin with: small operands, or some that take blocks and transposes that wait.
  static func shapes(_ seed: Int) -> [Shape] {
    seed % 2 == 0
      ? [[3, 4], [4], [4, 4], [2, 3, 4]] : [[40, 36], [36], [36, 36], [3, 40, 36]]
  }

  private mutating func draw(_ count: Int) -> Int {
    Int(((try? random.uniform(count: 1)[0]) ?? 0) * Double(count))
  }

  /// The last results.
  mutating func take<Steps: TensorSteps>(
    _ operands: [Steps.Operand],
    in steps: inout Steps
  ) throws -> [Steps.Operand] {
    var known = operands
    for _ in 0..<24 {
      let x = known[draw(known.count)]
      if let next = try step(x, known, &steps) { known.append(next) }
    }
    return known.suffix(6)
  }

  private mutating func step<Steps: TensorSteps>(
    _ x: Steps.Operand,
    _ known: [Steps.Operand],
    _ steps: inout Steps
  ) throws -> Steps.Operand? {
    let shape = steps.shape(of: x)
    let other = known[draw(known.count)]
    let rank = shape.rank
    switch draw(12) {
    case 0: return try steps.reshape(x, to: [shape.count])
    case 1: return try steps.transpose(x, Array((0..<rank).reversed()))
    case 2 where rank > 2: return try steps.transpose(x, [0, 2, 1])
    case 3 where rank > 0:
      return try steps.sum(x, axes: [draw(rank)], keepsDimensions: draw(2) == 0)
    case 4: return try steps.cast(x, to: draw(3) == 0 ? .float32 : .float64)
    case 5 where rank > 0: return try steps.gather(x, selection(shape))
    case 6 where rank > 0:
      let selection = try selection(shape)
      return try steps.scatter(steps.gather(x, selection), selection, into: shape)
    case 7, 8:
      let left = steps.shape(of: other)
      guard rank > 0, left.rank > 0, left.dimensions.last == shape.dimensions[max(0, rank - 2)],
        (try? Shape(Array(left.dimensions.dropLast(2)))
          .broadcast(with: Shape(Array(shape.dimensions.dropLast(2))))) != nil
      else { return nil }
      return try steps.matmul(other, x, transposeLeft: false, transposeRight: false)
    default:
      guard let common = try? shape.broadcast(with: steps.shape(of: other)), common.count < 9000
      else { return nil }
      let kernels: [BinaryKernel] = [.add, .multiply, .maximum, .subtract, .hypot, .less]
      return try steps.apply(kernels[draw(kernels.count)], to: x, other)
    }
  }

  private mutating func selection(_ shape: Shape) throws -> Selection {
    let size = shape.dimensions[0]
    switch draw(4) {
    case 0: return try Selection([.index(draw(size))], in: shape)
    case 1: return try Selection([.slice(start: nil, stop: nil, step: -1)], in: shape)
    case 2: return try Selection([.indices([0, size - 1, 0], shape: [3])], in: shape)
    default: return try Selection([.slice(start: size / 2, stop: size, step: 1)], in: shape)
    }
  }
}
