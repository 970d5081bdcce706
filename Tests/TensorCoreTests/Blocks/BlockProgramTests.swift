import TensorCore
import Testing

/// Every program gives the bits that its kernels give one by one.
@Suite struct BlockProgramTests {
  /// Numbers without a pattern, some of them negative.
  private func numbers(_ shape: Shape, _ dtype: DType = .float64, seed: Int = 1) throws -> Tensor {
    let values = (0..<shape.count).map {
      Double(($0 * 7919 + seed * 104_729) % 10_007) / 3001 - 1.5
    }
    return try Tensor(values: values, shape: shape, dtype: dtype)
  }

  private func check(_ result: Tensor, _ expected: Tensor) {
    #expect(result.shape == expected.shape && result.dtype == expected.dtype)
    // A NaN is a NaN, whatever its sign.
    let differing = zip(result.values, expected.values).filter {
      $0.bitPattern != $1.bitPattern && !($0.isNaN && $1.isNaN)
    }
    #expect(differing.isEmpty)
  }

  @Test(arguments: [0, 1, 5, 511, 512, 513, 10_007, 3_300_003], [DType.float64, .float32])
  func aChainHasTheBitsOfItsKernels(count: Int, dtype: DType) throws {
    let a = try numbers([count], dtype)
    var program = BlockProgram()
    let x = program.input([count], dtype)
    let square = program.apply(.square, to: x)
    let exponential = program.apply(.exp, to: program.apply(.negate, to: square))
    let product = try program.apply(.multiply, to: program.apply(.tanh, to: x), exponential)
    program.output(product)
    program.sum(product, to: .scalar)
    let output = try program.compiled().run([a])
    let expected = try BinaryKernel.multiply.apply(
      to: UnaryKernel.tanh.apply(to: a),
      UnaryKernel.exp.apply(to: UnaryKernel.negate.apply(to: UnaryKernel.square.apply(to: a)))
    )
    check(output.tensors[0], expected)
    check(output.tensors[1], try expected.summed(to: .scalar))
  }

  @Test(
    arguments: [
      ([3, 7], [7]), ([3, 7], [3, 1]), ([600, 10], [10]), ([600, 10], [600, 1]),
      ([40, 700], [700]),
      ([40, 700], [40, 1]), ([4, 5, 6], [5, 1]), ([4, 5, 6], [4, 1, 6]), ([9, 5000], [9, 1]),
      ([5000, 9], [9]), ([2, 100, 33], [2, 1, 33]), ([3, 4, 5], [1, 4, 1]), ([4, 6], []),
      ([0, 4], [4]), ([0, 4], [1, 4]), ([4, 0], [4, 1]), ([70_000], []), ([33, 17, 1], [17, 1]),
    ] as [([Int], [Int])]
  )
  func operandsBroadcastAndSumsAreTakenBack(large: [Int], small: [Int]) throws {
    for dtype in [DType.float64, .float32] {
      let a = try numbers(Shape(large), dtype)
      let b = try numbers(Shape(small), dtype, seed: 2)
      var program = BlockProgram()
      let x = program.input(a.shape, dtype)
      let y = program.input(b.shape, dtype)
      let product = try program.apply(.multiply, to: x, y)
      program.sum(product, to: b.shape)
      program.output(product)
      program.sum(product, to: .scalar)
      let output = try program.compiled().run([a, b])
      let expected = try BinaryKernel.multiply.apply(to: a, b)
      check(output.tensors[0], try expected.summed(to: b.shape))
      check(output.tensors[1], expected)
      check(output.tensors[2], try expected.summed(to: .scalar))
    }
  }

  @Test func numbersDoNotWidenAndMasksChoose() throws {
    let a = try numbers([3, 700], .float32)
    var program = BlockProgram()
    let x = program.input(a.shape, .float32)
    let rate = program.number()
    let scaled = try program.apply(.multiply, to: x, rate)
    let mask = try program.apply(.greater, to: scaled, program.constant(0.25))
    let chosen = try program.select(mask, scaled, program.apply(.exp, to: program.constant(-1)))
    program.output(chosen)
    program.output(mask)
    program.output(program.cast(mask, to: .float64))
    program.output(try program.apply(.add, to: rate, program.constant(1)))
    let output = try program.compiled().run([a], numbers: [0.1]).tensors
    let expected = try BinaryKernel.multiply.apply(to: a, Tensor(0.1))
    let isLarge = try BinaryKernel.greater.apply(to: expected, Tensor(0.25))
    let other = Tensor(UnaryKernel.exp.apply(to: -1))
    check(output[0], try Tensor.select(isLarge, expected, other))
    check(output[1], isLarge)
    check(output[2], try isLarge.cast(to: .float64))
    check(output[3], Tensor(1.1))
  }

  @Test func aProgramMayReturnItsInputsAndNumbersAlone() throws {
    let a = try numbers([4, 3])
    var program = BlockProgram()
    let x = program.input(a.shape, .float64)
    program.output(x)
    program.output(x)
    program.output(program.number())
    let output = try program.compiled().run([a], numbers: [2])
    check(output.tensors[0], a)
    check(output.tensors[1], a)
    check(output.tensors[2], Tensor(2))
  }

  @Test(arguments: [
    (1.0, true), (.infinity, false), (.nan, false),
  ]) func aCheckFindsWhatIsNotFinite(value: Double, isFinite: Bool) throws {
    var values = [Double](repeating: 1, count: 3000)
    values[2900] = value
    var program = BlockProgram()
    let x = program.input([3000], .float64)
    program.output(program.apply(.negate, to: x))
    let compiled = program.compiled()
    let tensor = try Tensor(values: values, shape: [3000])
    #expect(try compiled.run([tensor], checksFinite: true).isFinite == isFinite)
    #expect(try compiled.run([tensor]).isFinite)
  }

  /// Random programs of many steps, with operands of every kind of broadcast.
  @Test(arguments: 0..<60) func randomProgramsHaveTheBitsOfTheirKernels(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed))
    func pick(_ count: Int) -> Int {
      Int(random.next() % UInt64(count))
    }
    let rows = [1, 3, 130, 700][pick(4)]
    let columns = [1, 2, 17, 600][pick(4)]
    let shapes: [Shape] = [[rows, columns], [columns], [rows, 1], [], [1, 1]]
    var program = BlockProgram()
    var registers: [BlockProgram.Register] = []
    var tensors: [Tensor] = []
    var inputs: [Tensor] = []
    for index in 0..<4 {
      let dtype: DType = pick(3) == 0 ? .float32 : .float64
      let input = try numbers(shapes[index == 0 ? 0 : pick(shapes.count)], dtype, seed: index)
      inputs.append(input)
      tensors.append(input)
      registers.append(program.input(input.shape, dtype))
    }
    for _ in 0..<(4 + (pick(12))) {
      let (a, b, c) = (
        pick(tensors.count), pick(tensors.count), pick(tensors.count)
      )
      switch pick(4) {
      case 0:
        let kernel = UnaryKernel.allCases[pick(UnaryKernel.allCases.count)]
        tensors.append(try kernel.apply(to: tensors[a]))
        registers.append(program.apply(kernel, to: registers[a]))
      case 1:
        tensors.append(try Tensor.select(tensors[a], tensors[b], tensors[c]))
        registers.append(try program.select(registers[a], registers[b], registers[c]))
      default:
        let kernel = BinaryKernel.allCases[pick(BinaryKernel.allCases.count)]
        tensors.append(try kernel.apply(to: tensors[a], tensors[b]))
        registers.append(try program.apply(kernel, to: registers[a], registers[b]))
      }
    }
    var expected: [Tensor] = []
    for (tensor, register) in zip(tensors, registers) where tensor.count == rows * columns {
      program.output(register)
      expected.append(tensor)
      let target = shapes[pick(shapes.count)]
      guard target.canBroadcast(to: tensor.shape) else { continue }
      program.sum(register, to: target)
      expected.append(try tensor.cast(to: tensor.dtype.arithmetic).summed(to: target))
    }
    for (result, expected) in zip(try program.compiled().run(inputs).tensors, expected) {
      check(result, expected)
    }
  }
}
