import Networks
import TensorCore

/// The value that a file's content stands for.
extension Value {
  init(_ content: FileContent) throws {
    switch content.body {
    case .tensor(let tensor): self.init(tensor)
    case .columns(let columns):
      self = .record(try Record(columns.map { ($0.name, try Value($0.cells)) }))
    case .arrays(let arrays): self = try LoadedRecord.value(of: arrays)
    }
  }

  private init(_ cells: FileContent.Column.Cells) throws {
    switch cells {
    case .numbers(let tensor): self.init(tensor)
    case .texts(let texts): self = try .tuple(of: texts.map { .string($0) })
    }
  }
}

/// Puts arrays into records inside records, as the dots in their names say.
private enum LoadedRecord {
  /// A name with more parts than this was not made of records.
  private static let depthLimit = 64

  static func value(of arrays: [NamedTensor]) throws -> Value {
    let paths = arrays.map { $0.name.split(separator: ".", omittingEmptySubsequences: false) }
    guard spellRecords(paths) else {
      return .record(try Record(arrays.map { ($0.name, Value($0.tensor)) }))
    }
    return try value(of: Array(zip(paths.map { $0[...] }, arrays.map(\.tensor))))
  }

  /// Whether no name is empty in a part, and none is also the name of a record around others.
  private static func spellRecords(_ paths: [[Substring]]) -> Bool {
    let names = Set(paths)
    return names.count == paths.count
      && paths.allSatisfy { path in
        path.count <= depthLimit && !path.contains("")
          && !(1..<max(1, path.count)).contains { names.contains(Array(path.prefix($0))) }
      }
  }

  private typealias Entry = (path: ArraySlice<Substring>, tensor: Tensor)

  private static func value(of entries: [Entry]) throws -> Value {
    if entries.count == 1, entries[0].path.isEmpty { return Value(entries[0].tensor) }
    var names: [Substring] = []
    var groups: [Substring: [Entry]] = [:]
    for entry in entries {
      guard let name = entry.path.first else { continue }
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append((entry.path.dropFirst(), entry.tensor))
    }
    // What was a tuple has members numbered from 0, in whatever order they stand.
    let numbers = names.indices.map { Substring("\($0)") }
    if !names.isEmpty, Set(names) == Set(numbers) {
      return try .tuple(of: numbers.map { try value(of: groups[$0] ?? []) })
    }
    return .record(try Record(names.map { (String($0), try value(of: groups[$0] ?? [])) }))
  }
}
