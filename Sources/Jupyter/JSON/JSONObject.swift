/// The members of a JSON object in the order in which they were written.
///
/// Made for the handful of members of a message: a look-up is O(count). Where a hostile text repeats a name,
/// the last one counts, as in Python.
public struct JSONObject: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public let name: String
    public var value: JSONValue

    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var members: [Member]

  public init(members: [Member] = []) { self.members = members }

  public init(_ pairs: some Sequence<(String, JSONValue)>) {
    members = pairs.map { Member(name: $0.0, value: $0.1) }
  }

  public var isEmpty: Bool { members.isEmpty }
  public var count: Int { members.count }
  public var names: [String] { members.map(\.name) }

  /// The value of the last member with this name; set nil to remove it, a new name goes to the end.
  public subscript(name: String) -> JSONValue? {
    get { members.last { $0.name == name }?.value }
    set {
      let position = members.lastIndex { $0.name == name }
      switch (position, newValue) {
      case (let position?, let value?): members[position].value = value
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (_, nil): members.removeAll { $0.name == name }
      }
    }
  }

  mutating func append(_ name: String, _ value: JSONValue) {
    members.append(Member(name: name, value: value))
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
