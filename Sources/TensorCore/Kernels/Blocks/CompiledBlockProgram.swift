internal import CVectorMath

extension BlockProgram {
  /// The program as CVectorMath runs it; compile once, run often.
  ///
  /// The results must all have as many elements before their sums are taken, or one.
  public func compiled() -> Compiled {
    var compiler = Compiler(self)
    compiler.compile()
    return compiler.result
  }

  /// A program in the form that CVectorMath runs.
  public struct Compiled: Sendable {
    /// What `run` has to put into a slot before it starts.
    enum Filling {
      case input(Int)
      case number(Int)
      /// The memory of a result.
      case result(Int)
    }

    /// What a tensor given to `run` is like.
    struct Input {
      let shape: Shape
      let dtype: DType
    }

    /// Where the elements of a register stand while a block is computed.
    struct Slot {
      let kind: Int
      let dtype: DType
      /// The number in it, where that is the same in every run.
      let constant: Double
      var buffer: UInt16 = 0
      /// Where a broadcast slot's strides start.
      var strideOffset = 0
      /// After how many elements those of a broadcast slot come again; 0 where they do not within a block.
      var period = 0
    }

    /// A result with the slot its elements or, before they are summed, its operands stand in.
    struct Target {
      let slot: Int
      let isNumber: Bool
      let dtype: DType
      let shape: Shape
      let sum: Sum?
    }

    /// A sum over neighbouring axes, after which more axes may be left.
    struct Sum {
      let outer: Int
      let rows: Int
      let inner: Int
      /// The shape after that, and the axes of it that are still to be summed over.
      let partial: Shape
      let remaining: [Int]

      var leafCount: Int { adj_block_sum_leaves(rows, inner) }
    }

    /// The elements that go through the program.
    var count = 0
    var inputs: [Input] = []
    var numberCount = 0
    /// The inputs in which a NaN or infinity shows in a result.
    var exposedInputs: [Int] = []
    /// Done once, on numbers, before the blocks.
    var preparations: [adj_block_instruction] = []
    var instructions: [adj_block_instruction] = []
    /// How long all instructions take for one element, in units of a cheap one.
    var work = 1
    var slots: [Slot] = []
    var fillings: [(slot: Int, filling: Filling)] = []
    var targets: [Target] = []
    var bufferCount = 0
    var axes: [Int] = []
    /// The strides of the broadcast slots, one after the other.
    var strides: [Int] = []
  }
}

extension DType {
  /// The number CVectorMath gives the kind.
  var code: UInt8 { rawValue }
}

extension BlockProgram.Compiled.Sum {
  /// The sum of a shape over whatever broadcasting from another would repeat, as `Tensor.summed(to:)` takes it: the last
  /// axes that are neighbours first.
  init(_ shape: Shape, to target: Shape) {
    let dimensions = shape.dimensions
    let axes = shape.stretchedAxes(from: target)
    let last = axes.last ?? -1
    var first = last
    while axes.contains(first - 1) { first -= 1 }
    let summed = axes.isEmpty ? 0..<0 : first..<(last + 1)
    outer = dimensions[..<summed.lowerBound].reduce(1, *)
    rows = dimensions[summed].reduce(1, *)
    inner = dimensions[summed.upperBound...].reduce(1, *)
    partial = shape.reduced(over: Array(summed), keepsDimensions: true)
    remaining = axes.filter { !summed.contains($0) }
  }
}
