/// A number for a set of dependencies; sets that no node has any more are forgotten.
struct DependencySetID: Hashable, Sendable {
  let raw: Int32

  static let empty = DependencySetID(raw: 0)
}

/// Something a derivative can be taken with respect to.
struct Dependency: Hashable, Comparable, Sendable {
  /// The number of the parameter, or of the leaf that a transform put in.
  let tag: UInt32
  /// How often the parameter had been set; zero for the leaf of a transform.
  let version: UInt32
  let isParameter: Bool

  static func < (left: Dependency, right: Dependency) -> Bool {
    (left.tag, left.version) < (right.tag, right.version)
  }
}

/// What the values of a graph depend on, as sets that are shared between nodes.
///
/// Counting references keeps a loop of a million training steps, each of which makes new versions,
/// from leaving a million sets behind.
struct DependencyTable {
  private var sets: [[Dependency]] = [[]]
  private var references: [Int32] = [1]
  /// The sets that some node has, by what is in them; but for the empty one.
  private var index = HashIndex()
  private var free: [DependencySetID] = []
  private var unions: [UInt64: Union] = [:]
  /// The union found last.
  private var recentUnion: (key: UInt64, union: Union)?
  /// The set counted last, whose count is off by `pending`: nodes made in a row mostly share their set.
  private var recent = DependencySetID.empty
  private var pending: Int32 = 0
  /// Dependencies that do not keep a set from being outdated: those of a recording.
  var transparent: [Dependency] = []

  /// What becomes of two sets that meet in one operation.
  struct Union {
    let set: DependencySetID
    /// Whether the left side meets newer versions of all the parameters it depends on.
    let leftIsStale: Bool
    let rightIsStale: Bool
  }

  subscript(id: DependencySetID) -> [Dependency] { sets[Int(id.raw)] }

  @inline(__always)
  mutating func retain(_ id: DependencySetID) {
    if id != recent { count(id) }
    pending += 1
  }

  @inline(__always)
  mutating func release(_ id: DependencySetID) {
    if id != recent { count(id) }
    pending -= 1
  }

  /// Goes on to count another set; the one before is forgotten where no node has it.
  private mutating func count(_ next: DependencySetID) {
    let id = recent
    let change = pending
    recent = next
    pending = 0
    guard id != .empty else { return }
    references[Int(id.raw)] += change
    guard references[Int(id.raw)] == 0 else { return }
    index.remove(Int(id.raw))
    sets[Int(id.raw)] = []
    free.append(id)
    unions.removeAll(keepingCapacity: true)
    recentUnion = nil
  }

  /// Keeps a set that somebody is about to use, though no node may have it at the moment.
  private mutating func keep(_ id: DependencySetID) {
    guard id == recent, id != .empty else { return }
    references[Int(id.raw)] += pending
    recent = .empty
    pending = 0
  }

  /// The number of a set, given in ascending order without repetition.
  mutating func id(of set: [Dependency]) -> DependencySetID {
    if set.isEmpty { return .empty }
    var hash = MixedHash()
    for dependency in set {
      hash.combine(UInt64(dependency.tag) << 32 | UInt64(dependency.version))
    }
    if let known = index.first(hash.value, where: { sets[$0] == set }) {
      let id = DependencySetID(raw: Int32(known))
      keep(id)
      return id
    }
    let id: DependencySetID
    if let old = free.popLast() {
      id = old
      sets[Int(id.raw)] = set
      references[Int(id.raw)] = 0
    } else {
      id = DependencySetID(raw: Int32(sets.count))
      sets.append(set)
      references.append(0)
    }
    index.insert(Int(id.raw), hash.value)
    return id
  }

  /// The set of an operation on operands with the given two sets.
  @inline(__always)
  mutating func union(_ left: DependencySetID, _ right: DependencySetID) -> Union {
    if left == right || right == .empty {
      return Union(set: left, leftIsStale: false, rightIsStale: false)
    }
    if left == .empty { return Union(set: right, leftIsStale: false, rightIsStale: false) }
    return unionOfDistinct(left, right)
  }

  private mutating func unionOfDistinct(_ left: DependencySetID, _ right: DependencySetID) -> Union
  {
    let key = UInt64(UInt32(bitPattern: left.raw)) << 32 | UInt64(UInt32(bitPattern: right.raw))
    if let recent = recentUnion, recent.key == key {
      keep(recent.union.set)
      return recent.union
    }
    if let known = unions[key] {
      keep(known.set)
      recentUnion = (key, known)
      return known
    }
    let leftIsStale = isStale(self[left], beside: self[right])
    let rightIsStale = isStale(self[right], beside: self[left])
    let set: DependencySetID
    switch (leftIsStale, rightIsStale) {
    case (true, _): set = right
    case (_, true): set = left
    default: set = id(of: Self.merged(self[left], self[right]))
    }
    let union = Union(set: set, leftIsStale: leftIsStale, rightIsStale: rightIsStale)
    unions[key] = union
    recentUnion = (key, union)
    return union
  }

  /// Both sets in one, ascending and without repetition as they are.
  private static func merged(_ left: [Dependency], _ right: [Dependency]) -> [Dependency] {
    var merged: [Dependency] = []
    merged.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      let (a, b) = (left[i], right[j])
      merged.append(b < a ? b : a)
      if !(b < a) { i += 1 }
      if !(a < b) { j += 1 }
    }
    merged.append(contentsOf: left[i...])
    merged.append(contentsOf: right[j...])
    return merged
  }

  /// Whether `other` holds a newer version of everything that `set` depends on.
  private func isStale(_ set: [Dependency], beside other: [Dependency]) -> Bool {
    if set.allSatisfy(transparent.contains) { return false }
    return set.allSatisfy { old in
      if transparent.contains(old) { return true }
      return old.isParameter
        && other.contains { $0.tag == old.tag && $0.version > old.version }
    }
  }
}
