import Synchronization

/// How much memory tensors may take, and how much they take now.
///
/// The operating system grants more than it has and ends the process later; a limit turns that into
/// an error at the statement that asked.
public final class MemoryLimit: Sendable {
  /// The limit of this process: four fifths of what was available when the first tensor was made.
  public static let process = MemoryLimit(bytes: availableMemory() / 5 * 4)

  /// The limit it was made with.
  public let initialBytes: Int
  private let limit: Atomic<Int>
  private let taken = Atomic(0)
  /// How many bodies run to which nothing is refused.
  private let liftCount = Atomic(0)
  /// What tensors gave back and the process keeps; it goes as soon as it stands in the way of a tensor.
  public let spare: SpareMemory

  /// A limit of some bytes.
  public init(bytes: Int) {
    initialBytes = bytes
    limit = Atomic(bytes)
    spare = SpareMemory(mostBytes: min(bytes / 16, 1 << 28))
  }

  /// The limit in bytes; what is already taken stays, also above a new limit, but nothing is kept spare.
  public var bytes: Int {
    get { limit.load(ordering: .relaxed) }
    set {
      limit.store(newValue, ordering: .relaxed)
      spare.giveBack()
    }
  }

  /// The bytes in use.
  public var used: Int { taken.load(ordering: .relaxed) }

  /// Counts what a tensor of a shape needs, or refuses it.
  package func reserve(_ shape: Shape, _ dtype: DType) throws(TensorError) {
    let (needed, overflows) = shape.count.multipliedReportingOverflow(by: dtype.size)
    // What can never fit is not counted for a moment either: another thread would take fright.
    let isLifted = liftCount.load(ordering: .relaxed) > 0
    let isPossible = !overflows && (needed <= bytes || isLifted)
    if isPossible, needed >= SpareMemory.smallestBlock, used + needed > bytes - spare.bytes {
      spare.giveBack()
    }
    let total = isPossible ? taken.add(needed, ordering: .relaxed).newValue : Int.max
    if total <= bytes || (isLifted && isPossible) { return }
    if isPossible { release(needed) }
    let inUse = isPossible ? " and \(sizeText(Double(total - needed))) are in use" : ""
    throw .memory(
      "a tensor of shape \(shape) needs \(sizeText(shape.exactCount * Double(dtype.size))); "
        + "the limit is \(sizeText(Double(bytes)))\(inUse)"
    )
  }

  /// Runs a body whose tensors are counted but not refused.
  package func lifted<Result>(_ body: () throws -> Result) rethrows -> Result {
    liftCount.add(1, ordering: .relaxed)
    defer { liftCount.subtract(1, ordering: .relaxed) }
    return try body()
  }

  /// Calls `body` while bytes that are no tensor's count as taken; the purpose stands in the error where they do not fit.
  public func counting<Result>(
    _ bytes: Int,
    for purpose: String,
    _ body: () throws -> Result
  ) throws -> Result {
    if used + bytes > self.bytes - spare.bytes { spare.giveBack() }
    // What can never fit is not counted, as in `reserve`.
    let counted = bytes <= self.bytes ? bytes : 0
    let total = taken.add(counted, ordering: .relaxed).newValue + bytes - counted
    defer { release(counted) }
    guard total <= self.bytes else {
      throw TensorError.memory(
        "\(purpose) needs \(sizeText(Double(bytes))); the limit is \(sizeText(Double(self.bytes))) "
          + "and \(sizeText(Double(total - bytes))) are in use"
      )
    }
    return try body()
  }

  /// Gives bytes back.
  package func release(_ bytes: Int) { taken.subtract(bytes, ordering: .relaxed) }
}

/// A number of bytes to three digits: `18.4 GB`, `800 TB`.
func sizeText(_ bytes: Double) -> String {
  var value = bytes
  var units = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"][...]
  while value >= 999.5, units.count > 1 {
    value /= 1000
    units.removeFirst()
  }
  let places = value >= 99.95 ? 1.0 : value >= 9.995 ? 10 : 100
  let rounded = (value * places).rounded() / places
  let text =
    rounded >= 1e15 ? "\(rounded)" : rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  return "\(text) \(units.first ?? "B")"
}
