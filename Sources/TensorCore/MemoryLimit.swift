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

  /// A limit of some bytes.
  public init(bytes: Int) {
    initialBytes = bytes
    limit = Atomic(bytes)
  }

  /// The limit in bytes; what is already taken stays, also above a new limit.
  public var bytes: Int {
    get { limit.load(ordering: .relaxed) }
    set { limit.store(newValue, ordering: .relaxed) }
  }

  /// The bytes in use.
  public var used: Int { taken.load(ordering: .relaxed) }

  /// Counts what a tensor of a shape needs, or refuses it.
  package func reserve(_ shape: Shape, _ dtype: DType) throws(TensorError) {
    let (needed, overflows) = shape.count.multipliedReportingOverflow(by: dtype.size)
    let used = taken.add(overflows ? 0 : needed, ordering: .relaxed).newValue
    guard overflows || used > bytes else { return }
    if !overflows { release(needed) }
    let rest = used - needed
    let inUse = !overflows && needed <= bytes ? " and \(sizeText(Double(rest))) are in use" : ""
    throw .memory(
      "a tensor of shape \(shape) needs \(sizeText(shape.exactCount * Double(dtype.size))); "
        + "the limit is \(sizeText(Double(bytes)))\(inUse)"
    )
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
