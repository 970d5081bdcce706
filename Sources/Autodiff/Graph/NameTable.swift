/// A number for a name that the user gave.
struct NameID: Hashable, Sendable {
  let raw: Int32

  static let none = NameID(raw: -1)
}

/// Every name given to a node so far, each once.
struct NameTable {
  private var names: [String] = []
  private var numbers: [String: NameID] = [:]

  subscript(id: NameID) -> String? { id == .none ? nil : names[Int(id.raw)] }

  mutating func id(of name: String) -> NameID {
    if let id = numbers[name] { return id }
    let id = NameID(raw: Int32(names.count))
    names.append(name)
    numbers[name] = id
    return id
  }
}
