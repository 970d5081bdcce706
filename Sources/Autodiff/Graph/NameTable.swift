/// A number for a name that the user gave.
struct NameID: Hashable, Sendable {
  let raw: Int32

  static let none = NameID(raw: -1)
}

/// Every name given to a node so far, each once.
struct NameTable {
  private var names: [String] = []
  private var numbers: [String: NameID] = [:]
  /// The names asked for last: a loop gives the same few again and again.
  private var recent: [(name: String, id: NameID)] = []
  private var oldest = 0
  private static let recentCount = 4

  subscript(id: NameID) -> String? { id == .none ? nil : names[Int(id.raw)] }

  mutating func id(of name: String) -> NameID {
    for known in recent where known.name == name { return known.id }
    let id = numbers[name] ?? add(name)
    if recent.count < Self.recentCount {
      recent.append((name, id))
    } else {
      recent[oldest] = (name, id)
      oldest = (oldest + 1) % Self.recentCount
    }
    return id
  }

  private mutating func add(_ name: String) -> NameID {
    let id = NameID(raw: Int32(names.count))
    names.append(name)
    numbers[name] = id
    return id
  }
}
