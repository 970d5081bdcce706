/// Fields in order, copied on write; a field is added in amortised constant time.
public struct Record {
  private var storage: Storage

  public init() {
    storage = Storage()
  }

  /// - Throws: a RecursionError where the values nest too deep.
  public init(_ fields: [(name: String, value: Value)]) throws {
    storage = Storage()
    for field in fields {
      try set(field.name, to: field.value)
    }
  }

  /// A record of the fields with values for all of them.
  ///
  /// - Throws: a RecursionError where the values nest too deep.
  init(_ fields: Fields, _ values: [Value]) throws {
    precondition(fields.names.count == values.count, "a value for every field")
    storage = Storage(fields, values, depth: try Nesting.depth(around: values))
  }

  public var count: Int { storage.names.count }
  public var names: [String] { storage.names }
  public var values: [Value] { storage.values }
  public var fields: Zip2Sequence<[String], [Value]> { zip(storage.names, storage.values) }
  var depth: Int { storage.depth }

  public subscript(name: String) -> Value? {
    position(of: name).map { storage.values[$0] }
  }

  public func position(of name: String) -> Int? {
    if let positions = storage.positions {
      return positions[name]
    }
    return storage.names.firstIndex(of: name)
  }

  /// Replaces the field, or adds it at the end.
  public mutating func set(_ name: String, to value: Value) throws {
    let depth = try Nesting.depth(around: value.depth)
    makeUnique()
    storage.depth = max(storage.depth, depth)
    if let position = position(of: name) {
      storage.values[position] = value
    } else {
      storage.append(name, value)
    }
  }

  /// Takes a field's value out, so that its only owner can change it in place, until `set` is called.
  mutating func take(at position: Int) -> Value {
    makeUnique()
    let value = storage.values[position]
    storage.values[position] = .unassigned
    return value
  }

  /// Changes a field's value where it stands, without checking how deep it nests; false where there is none.
  mutating func change(_ name: String, _ body: (inout Value) throws -> Bool) rethrows -> Bool {
    guard let position = position(of: name) else { return false }
    makeUnique()
    return try body(&storage.values[position])
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) {
      storage = Storage(copying: storage)
    }
  }
}

extension Record {
  /// Names with their places, shared by all records that a literal makes.
  struct Fields {
    let names: [String]
    fileprivate let positions: [String: Int]?

    /// - Precondition: every name stands once.
    init(_ names: [String]) {
      self.names = names
      positions =
        names.count < Storage.hashedCount
        ? nil : Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    }
  }
}

extension Record {
  /// The one allocation behind a record.
  private final class Storage {
    /// From this many fields on, names are found by hashing.
    static let hashedCount = 12

    var names: [String]
    var values: [Value]
    var positions: [String: Int]?
    var depth: Int

    init() {
      names = []
      values = []
      positions = nil
      depth = 1
    }

    init(_ fields: Fields, _ values: [Value], depth: Int) {
      names = fields.names
      self.values = values
      positions = fields.positions
      self.depth = depth
    }

    init(copying other: Storage) {
      names = other.names
      values = other.values
      positions = other.positions
      depth = other.depth
    }

    func append(_ name: String, _ value: Value) {
      names.append(name)
      values.append(value)
      if positions != nil {
        positions?[name] = names.count - 1
      } else if names.count == Storage.hashedCount {
        positions = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
      }
    }
  }
}
