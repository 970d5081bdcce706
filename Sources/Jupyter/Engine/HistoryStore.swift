/// The cells that were run, and their results.
public protocol HistoryStore: AnyObject {
  /// The number of this session, which no other has.
  var session: Int { get }

  func append(line: Int, input: String, output: String?)

  /// The entries that match, oldest first.
  func entries(matching query: HistoryQuery) -> [HistoryEntry]
}

/// A cell that was run.
public struct HistoryEntry: Hashable, Sendable {
  public let session: Int
  /// The number in `In [n]`.
  public let line: Int
  public let input: String
  /// The result as plain text.
  public let output: String?

  public init(session: Int, line: Int, input: String, output: String?) {
    self.session = session
    self.line = line
    self.input = input
    self.output = output
  }
}

/// Which cells a front end asks for.
public enum HistoryQuery: Hashable, Sendable {
  /// Lines from `start` up to, not including, `stop`, of a session; one that is not above 0 counts back from this one.
  case range(session: Int, start: Int, stop: Int?)
  case tail(count: Int)
  /// Inputs that match a glob pattern as a whole, the last `count`; the last of equal ones where unique.
  case search(pattern: String, count: Int?, isUnique: Bool)
}

/// A history that lasts as long as the kernel.
public final class InMemoryHistory: HistoryStore {
  public let session: Int
  private var entries: [HistoryEntry]

  public init(session: Int = 1, earlier: [HistoryEntry] = []) {
    self.session = session
    entries = earlier
  }

  public func append(line: Int, input: String, output: String?) {
    entries.append(HistoryEntry(session: session, line: line, input: input, output: output))
  }

  public func entries(matching query: HistoryQuery) -> [HistoryEntry] {
    switch query {
    case .range(let number, let start, let stop):
      let wanted = number > 0 ? number : session + number
      return entries.filter { entry in
        entry.session == wanted && entry.line >= start && entry.line < stop ?? .max
      }
    case .tail(let count):
      return entries.suffix(max(0, count))
    case .search(let pattern, let count, let isUnique):
      var found = entries.filter { matches($0.input, glob: pattern) }
      if isUnique {
        var seen: Set<String> = []
        found = found.reversed().filter { seen.insert($0.input).inserted }.reversed()
      }
      return count.map { found.suffix(max(0, $0)) } ?? found
    }
  }
}
