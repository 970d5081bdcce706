import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Large blocks that tensors gave back, kept for the next ones.
///
/// The operating system clears every page that it gives out: filling 8 MB of new memory takes longer than computing an
/// exponential for each number in it. The blocks kept are bounded, the oldest go first, and all go when memory is short.
public final class SpareMemory: Sendable {
  /// The bytes from which on elements get a block of their own.
  static let smallestBlock = 1 << 17

  /// The bytes from which on the system is asked for large pages, which it clears at once.
  private static let hugeBlock = 1 << 22

  private struct Block {
    /// An address as a number, because the block belongs to whoever takes it.
    let address: UInt
    let size: Int
  }

  private struct Kept {
    var blocks: [Block] = []
    var bytes = 0
  }

  private let kept = Mutex(Kept())
  private let mostBytes: Int

  /// Memory that keeps at most some bytes.
  init(mostBytes: Int) { self.mostBytes = mostBytes }

  deinit { giveBack() }

  /// The bytes kept.
  public var bytes: Int { kept.withLock { $0.bytes } }

  /// The bytes of the block that `size` bytes get: an eighth more at most.
  static func blockSize(_ size: Int) -> Int {
    let step = max(1 << 12, (1 << (Int.bitWidth - 1 - size.leadingZeroBitCount)) / 8)
    return (size + step - 1) / step * step
  }

  /// A block of a size that `blockSize` gave, with anything in it; nil where the system has none.
  func take(_ size: Int) -> UnsafeMutableRawPointer? {
    let address = kept.withLock { kept -> UInt? in
      guard let index = kept.blocks.lastIndex(where: { $0.size == size }) else { return nil }
      kept.bytes -= size
      return kept.blocks.remove(at: index).address
    }
    if let address { return UnsafeMutableRawPointer(bitPattern: address) }
    return SpareMemory.map(size)
  }

  /// Takes a block back that `take` gave.
  func put(_ block: UnsafeMutableRawPointer, _ size: Int) {
    let surplus = kept.withLock { kept -> [Block] in
      kept.blocks.append(Block(address: UInt(bitPattern: block), size: size))
      kept.bytes += size
      var count = 0
      while kept.bytes > mostBytes {
        kept.bytes -= kept.blocks[count].size
        count += 1
      }
      defer { kept.blocks.removeFirst(count) }
      return Array(kept.blocks.prefix(count))
    }
    for block in surplus { SpareMemory.unmap(block) }
  }

  /// Gives all blocks back to the system.
  public func giveBack() {
    let blocks = kept.withLock { kept in
      defer { kept = Kept() }
      return kept.blocks
    }
    for block in blocks { SpareMemory.unmap(block) }
  }

  private static func map(_ size: Int) -> UnsafeMutableRawPointer? {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let block = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0), block != MAP_FAILED
    else { return nil }
    #if os(Linux)
    if size >= hugeBlock { _ = madvise(block, size, Int32(MADV_HUGEPAGE)) }
    #endif
    return block
  }

  private static func unmap(_ block: Block) {
    if let start = UnsafeMutableRawPointer(bitPattern: block.address) { munmap(start, block.size) }
  }
}
