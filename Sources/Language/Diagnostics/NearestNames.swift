/// The names a mistyped one may have meant, nearest first.
///
/// The distance counts inserted, left out, replaced and swapped neighbouring characters; a letter
/// of the other case counts half. Names more than a third of their length away are left out.
///
/// - Source: F. Damerau, "A technique for computer detection and correction of spelling errors"
///   (1964), in the restricted form (optimal string alignment).
public func nearestNames(
  to name: String,
  among names: some Sequence<String>,
  limit: Int = 3
) -> [String] {
  let wanted = Array(name)
  var found: [(distance: Int, name: String)] = []
  for candidate in Set(names) where candidate != name {
    let letters = Array(candidate)
    // In halves, as the distance is.
    let most = max(2, 2 * min(max(wanted.count, letters.count) / 3, 3))
    guard abs(letters.count - wanted.count) * 2 <= most else { continue }
    let distance = alignmentDistance(wanted, letters)
    // A name of one or two letters is near to everything: only its other case counts.
    if distance <= (min(wanted.count, letters.count) <= 1 ? 1 : most) {
      found.append((distance, candidate))
    }
  }
  let sameLetters = found.filter { $0.name.lowercased() == name.lowercased() }
  if !sameLetters.isEmpty { found = sameLetters }
  found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
  return found.prefix(limit).map(\.name)
}

/// Twice the edit distance of two words.
private func alignmentDistance(_ first: [Character], _ second: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = (0...second.count).map { 2 * $0 }
  for (row, letter) in first.enumerated() {
    var current = [2 * (row + 1)]
    for (column, other) in second.enumerated() {
      let isSwap =
        row > 0 && column > 0 && letter == second[column - 1] && first[row - 1] == other
      let cost = letter == other ? 0 : letter.lowercased() == other.lowercased() ? 1 : 2
      var best = min(last[column + 1] + 2, current[column] + 2, last[column] + cost)
      if isSwap { best = min(best, beforeLast[column - 1] + 2) }
      current.append(best)
    }
    (beforeLast, last) = (last, current)
  }
  return last[second.count]
}
