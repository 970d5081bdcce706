/// Finds small numbers that stand for things by the hashes of the things.
///
/// The things stay with whoever numbers them from 0 on; this is a dictionary without a type of its own for every kind of
/// key, which takes the runtime longer to make than a first gradient takes.
struct HashIndex {
  /// The number that was added last to each chain, or `none`; as many as a power of two.
  private var heads: [Int32]
  /// The number before each number in its chain, and the hash of each.
  private var previous: [Int32] = []
  private var hashes: [Int] = []
  private var count = 0

  private static let none: Int32 = -1

  init() { heads = [Int32](repeating: Self.none, count: 16) }

  /// Prepares for some numbers.
  mutating func reserveCapacity(_ capacity: Int) {
    previous.reserveCapacity(capacity)
    hashes.reserveCapacity(capacity)
    if heads.count < capacity { resize(capacity) }
  }

  /// A number with the hash whose thing is the one that is looked for.
  @inline(__always)
  func first(_ hash: Int, where isSought: (Int) -> Bool) -> Int? {
    var number = heads[hash & (heads.count - 1)]
    while number != Self.none {
      if hashes[Int(number)] == hash, isSought(Int(number)) { return Int(number) }
      number = previous[Int(number)]
    }
    return nil
  }

  /// Adds a number that is not there.
  mutating func insert(_ number: Int, _ hash: Int) {
    if count >= heads.count { resize(2 * heads.count) }
    while previous.count <= number {
      previous.append(Self.none)
      hashes.append(0)
    }
    count += 1
    hashes[number] = hash
    link(number)
  }

  /// Takes a number out that is there.
  mutating func remove(_ number: Int) {
    let chain = hashes[number] & (heads.count - 1)
    count -= 1
    if heads[chain] == number {
      heads[chain] = previous[number]
    } else {
      var later = Int(heads[chain])
      while previous[later] != number { later = Int(previous[later]) }
      previous[later] = previous[number]
    }
  }

  private mutating func link(_ number: Int) {
    let chain = hashes[number] & (heads.count - 1)
    previous[number] = heads[chain]
    heads[chain] = Int32(number)
  }

  private mutating func resize(_ capacity: Int) {
    var members: [Int] = []
    members.reserveCapacity(count)
    for var number in heads where number != Self.none {
      while number != Self.none {
        members.append(Int(number))
        number = previous[Int(number)]
      }
    }
    var size = heads.count
    while size < capacity { size *= 2 }
    heads = [Int32](repeating: Self.none, count: size)
    for number in members { link(number) }
  }
}

/// A hash that is made of numbers, one after the other.
struct MixedHash {
  private var state: UInt64

  init(_ start: Int = 0) { state = UInt64(bitPattern: Int64(start)) &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func combine(_ bits: UInt64) {
    state = (state ^ bits) &* 0xBF58_476D_1CE4_E5B9
    state ^= state >> 29
  }

  var value: Int { Int(truncatingIfNeeded: (state &* 0x94D0_49BB_1331_11EB) >> 32) }
}
