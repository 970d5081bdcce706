/// The lines in which two texts differ, as `diff` shows them.
package struct LineDifference {
  /// Lines that are shown.
  static let limit = 20
  /// Lines beyond which a text is not searched for the shortest difference, which takes quadratic time.
  private static let searchLimit = 2000
  /// Characters of a line that are shown.
  private static let width = 110

  private var lines: [String] = []
  private var hiddenCount = 0

  package init(_ stored: String, _ now: String) {
    let old = stored.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = now.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let (removed, added) = Self.changes(old, new)
    var position = (old: 0, new: 0)
    while position.old < old.count || position.new < new.count {
      let isRemoved = removed.contains(position.old)
      let isAdded = added.contains(position.new)
      if isRemoved, isAdded {
        // The window opens where the two lines part.
        let common = zip(old[position.old], new[position.new]).prefix { $0 == $1 }.count
        append("-", position.old, Self.clipped(old[position.old], around: common))
        append("+", position.new, Self.clipped(new[position.new], around: common))
      } else if isRemoved {
        append("-", position.old, Self.clipped(old[position.old]))
      } else if isAdded {
        append("+", position.new, Self.clipped(new[position.new]))
      }
      if isRemoved || !isAdded { position.old += 1 }
      if isAdded || !isRemoved { position.new += 1 }
    }
  }

  /// The difference below a heading, line by line with the lines' numbers.
  package func text(_ heading: String) -> String {
    let rest = hiddenCount > 0 ? ["    … \(hiddenCount) more lines"] : []
    return ([heading] + lines + rest).joined(separator: "\n")
  }

  /// A line, cut where it is longer than a terminal is wide.
  static func clipped(_ line: String, around position: Int = 0) -> String {
    guard line.count > width else { return line }
    let start = max(0, position - width / 2)
    let window = line.dropFirst(start)
    return (start > 0 ? "…" : "") + window.prefix(width) + (window.count > width ? "…" : "")
  }

  private mutating func append(_ sign: String, _ index: Int, _ line: String) {
    if lines.count < Self.limit {
      lines.append("    \(sign) \(index + 1) | \(line)")
    } else {
      hiddenCount += 1
    }
  }

  private static func changes(_ old: [String], _ new: [String]) -> (Set<Int>, Set<Int>) {
    guard max(old.count, new.count) <= searchLimit else {
      let shared = min(old.count, new.count)
      let changed = (0..<shared).filter { old[$0] != new[$0] }
      return (Set(changed).union(shared..<old.count), Set(changed).union(shared..<new.count))
    }
    let difference = new.difference(from: old) { $0.utf8.elementsEqual($1.utf8) }
    func offsets(_ changes: [CollectionDifference<String>.Change]) -> Set<Int> {
      Set(
        changes.map { change in
          switch change {
          case .insert(let offset, _, _), .remove(let offset, _, _): offset
          }
        }
      )
    }
    return (offsets(difference.removals), offsets(difference.insertions))
  }
}
