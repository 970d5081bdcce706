internal import CVectorMath
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Tensor {
  /// A tensor whose elements hold anything; fill all before sharing it.
  init(unfilled shape: Shape, _ dtype: DType) throws(TensorError) {
    storage = try Storage.make(shape, dtype)
  }

  /// The first element.
  ///
  /// Bound: `count` elements, while the tensor lives.
  var bytes: UnsafeMutableRawPointer {
    if let transposition = storage.header.transposition {
      // An interruption of its own, which nobody requests: the elements are complete.
      _ = transposition.write(to: storage.header.bytes, Interruption())
    }
    return storage.header.bytes
  }

  /// The address of the first element, by which tests see whether elements moved.
  package var storageAddress: Int { Int(bitPattern: bytes) }

  /// The elements of a `float64` tensor.
  ///
  /// Bound: `count`, while the tensor lives.
  var float64: UnsafeMutablePointer<Double> { bytes.assumingMemoryBound(to: Double.self) }

  /// The elements of a `float32` tensor.
  ///
  /// Bound: `count`, while the tensor lives.
  var float32: UnsafeMutablePointer<Float> { bytes.assumingMemoryBound(to: Float.self) }

  /// The elements of a `bool` tensor.
  ///
  /// Bound: `count`, while the tensor lives.
  var bool: UnsafeMutablePointer<UInt8> { bytes.assumingMemoryBound(to: UInt8.self) }

  /// The element at a row-major position; a bool is 0 or 1.
  public subscript(position: Int) -> Double {
    precondition(position >= 0 && position < count, "a position inside the tensor")
    // A few elements of a transpose, those that are shown, are no reason to write all of it.
    if let source = transpositionSource { return source[positionInSource(position)] }
    return withExtendedLifetime(storage) {
      switch dtype {
      case .float64: float64[position]
      case .float32: Double(float32[position])
      case .bool: Double(bool[position])
      }
    }
  }

  /// The elements in row-major order; a bool is 0 or 1.
  public var values: [Double] {
    let count = count
    return withExtendedLifetime(storage) {
      [Double](unsafeUninitializedCapacity: count) { buffer, filled in
        if let start = buffer.baseAddress { write(to: start) }
        filled = count
      }
    }
  }

  /// The elements in row-major order where all are whole numbers that an `Int` can hold; else nil.
  public var wholeNumbers: [Int]? {
    let values = values
    var areWhole = true
    let whole = values.map { number in
      let fits = abs(number) < 0x1p62
      let whole = fits ? Int(number) : 0
      if !fits || Double(whole) != number { areWhole = false }
      return whole
    }
    return areWhole ? whole : nil
  }

  /// Writes all elements as doubles.
  ///
  /// Bound: `count`.
  private func write(to doubles: UnsafeMutablePointer<Double>) {
    switch dtype {
    case .float64: doubles.update(from: float64, count: count)
    case .float32: adj_cast_f32_f64(float32, doubles, count)
    case .bool: adj_cast_u8_f64(bool, doubles, count)
    }
  }

  /// Fills a new tensor from doubles, of which there are `count`.
  func store(_ values: [Double]) {
    values.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      switch dtype {
      case .float64: float64.update(from: start, count: count)
      case .float32: adj_cast_f64_f32(start, float32, count)
      case .bool: adj_truth_f64(start, bool, count)
      }
    }
  }

  /// Fills a new tensor with one number.
  func fill(_ value: Double) throws(TensorError) {
    try Workers.split(count, grain: Workers.grain(1)) { part in
      let (start, count) = (part.lowerBound, part.count)
      switch dtype {
      case .float64: adj_fill_f64(float64 + start, value, count)
      case .float32: adj_fill_f32(float32 + start, Float(value), count)
      case .bool: (bool + start).update(repeating: value == 0 ? 0 : 1, count: count)
      }
    }
  }

  /// The same numbers as another kind; itself where it is of that kind.
  public func cast(to target: DType) throws(TensorError) -> Tensor {
    try settle()
    if dtype == target { return self }
    let result = try Tensor(unfilled: shape, target)
    try Workers.split(count, grain: Workers.grain(1)) { part in write(part, to: result) }
    return result
  }

  /// Writes a part of the elements to the same places of a tensor of another kind.
  private func write(_ part: Range<Int>, to result: Tensor) {
    let (start, count) = (part.lowerBound, part.count)
    withExtendedLifetime(storage) {
      switch (dtype, result.dtype) {
      case (.float32, .float64): adj_cast_f32_f64(float32 + start, result.float64 + start, count)
      case (.float64, .float32): adj_cast_f64_f32(float64 + start, result.float32 + start, count)
      case (.bool, .float64): adj_cast_u8_f64(bool + start, result.float64 + start, count)
      case (.bool, .float32): adj_cast_u8_f32(bool + start, result.float32 + start, count)
      case (.float64, .bool): adj_truth_f64(float64 + start, result.bool + start, count)
      case (.float32, .bool): adj_truth_f32(float32 + start, result.bool + start, count)
      case (.float64, .float64), (.float32, .float32), (.bool, .bool): break
      }
    }
  }

  /// The position of the first NaN or infinity.
  public var firstNonFinite: Int? { firstNonFinite(in: 0..<count) }

  /// The position of the first NaN or infinity of a part.
  private func firstNonFinite(in part: Range<Int>) -> Int? {
    let (start, count) = (part.lowerBound, part.count)
    let kernels = InstructionSet.current.kernels
    let position = withExtendedLifetime(storage) {
      switch dtype {
      case .float64: adj_first_nonfinite_f64(kernels, float64 + start, count)
      case .float32: adj_first_nonfinite_f32(kernels, float32 + start, count)
      case .bool: count
      }
    }
    return position < count ? start + position : nil
  }

  /// The position of the first NaN.
  public var firstNaN: Int? {
    var start = firstNonFinite
    while let position = start {
      if self[position].isNaN { return position }
      start = firstNonFinite(in: (position + 1)..<count)
    }
    return nil
  }

  /// Whether no element is NaN or infinite.
  ///
  /// Elementwise kernels say so while what they wrote is in the cache; others are asked once.
  public var allFinite: Bool {
    if isKnownFinite { return true }
    if let source = transpositionSource { return source.allFinite }
    guard let isFinite = findsAllFinite() else { return true }
    if isFinite { isKnownFinite = true }
    return isFinite
  }

  /// Whether no element is NaN or infinite; nil where an interruption came first, and nobody will ask any more.
  private func findsAllFinite() -> Bool? {
    let grain = Workers.grain(1)
    if count <= grain { return firstNonFinite == nil }
    let isFinite = Atomic(true)
    let isDone = Workers.splitUnlessInterrupted(count, grain: grain) { part in
      if firstNonFinite(in: part) != nil { isFinite.store(false, ordering: .relaxed) }
    }
    return isDone ? isFinite.load(ordering: .relaxed) : nil
  }

  /// Whether somebody looked and found neither NaN nor infinity; whoever writes elements takes it back.
  package var isKnownFinite: Bool {
    get { withFlag { adj_flag($0) != 0 } }
    nonmutating set { withFlag { adj_set_flag($0, newValue ? 1 : 0) } }
  }

  private static let flagOffset =
    MemoryLayout<StorageHeader>.offset(of: \StorageHeader.isKnownFinite) ?? 0

  /// Calls `body` with the address of the flag, which several threads may look at.
  ///
  /// Bound: one byte, while the call lasts.
  private func withFlag<Result>(_ body: (UnsafeMutablePointer<UInt8>) -> Result) -> Result {
    storage.withUnsafeMutablePointerToHeader { header in
      let field = UnsafeMutableRawPointer(header) + Tensor.flagOffset
      return body(field.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Whether shape, kind and every bit agree.
  public func isIdentical(to other: Tensor) -> Bool {
    if storage === other.storage { return true }
    guard dtype == other.dtype, shape == other.shape else { return false }
    return withExtendedLifetime((storage, other.storage)) {
      memcmp(bytes, other.bytes, count * dtype.size) == 0
    }
  }

  /// The same elements in another shape of as many; nothing is copied.
  func viewed(as shape: Shape) -> Tensor {
    precondition(shape.count == count, "a view has as many elements")
    let lender = storage.header.lender ?? storage
    let view = Tensor(storage: Storage.borrow(bytes, of: lender, shape, dtype))
    if isKnownFinite { view.isKnownFinite = true }
    return view
  }
}
