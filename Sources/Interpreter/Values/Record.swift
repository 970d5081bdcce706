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

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) {
      storage = Storage(copying: storage)
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
