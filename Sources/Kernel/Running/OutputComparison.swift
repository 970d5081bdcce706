package import Jupyter

/// Says how what a cell gives now differs from what its notebook holds.
///
/// Not compared: prompt numbers, since a person runs cells in any order; metadata; and where a stream is cut,
/// which depends on time. Of an error count name, message and text, colours and prompts aside.
package struct OutputComparison: Sendable {
  private let tolerance: Double

  /// - Parameter tolerance: How far numbers may be apart, relative to the larger one; 0 asks for the same text.
  package init(tolerance: Double) {
    self.tolerance = tolerance
  }

  /// The difference for a person to read, indented by two spaces; nil where there is none.
  package func difference(between stored: [JSONValue], and now: [JSONValue]) -> String? {
    let stored = ComparableOutput.all(in: stored)
    let now = ComparableOutput.all(in: now)
    var parts: [String] = []
    var deviation: Double? = 0
    for index in 0..<max(stored.count, now.count) {
      let before = index < stored.count ? stored[index] : nil
      let after = index < now.count ? now[index] : nil
      guard let difference = difference(between: before, and: after) else { continue }
      parts.append(difference.text)
      deviation = difference.deviation.flatMap { new in deviation.map { max($0, new) } }
    }
    guard !parts.isEmpty else { return nil }
    if let deviation, deviation > tolerance {
      parts.append("  only numbers differ: --rtol \(roundedUp(deviation)) would accept them")
    }
    return parts.joined(separator: "\n")
  }

  private typealias Difference = (text: String, deviation: Double?)

  private func difference(
    between stored: ComparableOutput?,
    and now: ComparableOutput?
  ) -> Difference? {
    guard let stored, let now, stored.kind == now.kind else {
      let lines = (stored?.onlyStored ?? []) + (now?.onlyNow ?? [])
      return (lines.joined(separator: "\n"), nil)
    }
    var parts: [String] = []
    var deviation: Double? = 0
    let names = stored.texts.map(\.name)
    for name in names + now.texts.map(\.name).filter({ !names.contains($0) }) {
      let before = stored[name]
      let after = now[name]
      guard let before, let after else {
        parts.append("  \(now.kind), \(name): \(before == nil ? "new" : "missing now")")
        deviation = nil
        continue
      }
      let distance = distance(between: before, and: after, in: name)
      guard !isAccepted(before, after, distance) else { continue }
      deviation = distance.flatMap { new in deviation.map { max($0, new) } }
      let heading = name.isEmpty ? "  \(now.kind)" : "  \(now.kind), \(name)"
      // Drawings and pages differ wherever the text does, and are no pleasure to read.
      parts.append(parts.isEmpty ? LineDifference(before, after).text(heading) : "\(heading): too")
    }
    return parts.isEmpty ? nil : (parts.joined(separator: "\n"), deviation)
  }

  private func isAccepted(_ stored: String, _ now: String, _ distance: Double?) -> Bool {
    if stored.utf8.elementsEqual(now.utf8) { return true }
    guard tolerance > 0, let distance else { return false }
    return distance <= tolerance
  }

  private func distance(between stored: String, and now: String, in name: String) -> Double? {
    guard name == "image/svg+xml" else { return numericDistance(between: stored, and: now) }
    return numericDistance(
      between: withoutContentIdentifiers(stored),
      and: withoutContentIdentifiers(now)
    )
  }

  /// A tolerance with two digits that is not below this one.
  private func roundedUp(_ value: Double) -> String {
    guard value < 1 else { return "\(value.rounded(.up))" }
    var scale = 1.0
    while value * scale < 10 { scale *= 10 }
    return "\((value * scale).rounded(.up) / scale)"
  }
}

/// The identifiers that a drawing derives from its content: `a` and 16 hexadecimal digits, here without them.
func withoutContentIdentifiers(_ svg: String) -> String {
  let bytes = Array(svg.utf8)
  var plain: [UInt8] = []
  var position = 0
  while position < bytes.count {
    plain.append(bytes[position])
    position += 1
    guard plain.last == UInt8(ascii: "a") else { continue }
    let digits = bytes[position...].prefix(16)
    guard digits.count == 16, digits.allSatisfy(isHexadecimal) else { continue }
    position += 16
  }
  return String(decoding: plain, as: UTF8.self)
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
  default: false
  }
}
