/// The columns a line of text takes in a terminal.
///
/// Combining marks take none, so the bar of `c̄` does not move what follows; East Asian wide
/// characters and emoji take two.
public func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  // Latin; and, without asking Unicode's tables, what drawings in text are made of: arrows, boxes, blocks, braille.
  if scalar.value < 0x300 || 0x2190..<0x2C00 ~= scalar.value { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: return isWide(scalar.value) ? 2 : 1
  }
}

/// The blocks that Unicode's EastAsianWidth.txt (UAX #11) marks wide, merged to a few ranges.
private func isWide(_ code: UInt32) -> Bool {
  switch code {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD:
    true
  default: false
  }
}

/// Where a text stands in a field wider than itself.
enum TextAlignment {
  case leading, trailing, center
}

/// Fills a line with spaces up to a display width.
func padded(_ text: String, to width: Int, _ alignment: TextAlignment = .leading) -> String {
  let missing = width - displayWidth(text)
  guard missing > 0 else { return text }
  let left =
    switch alignment {
    case .leading: 0
    case .trailing: missing
    case .center: missing / 2
    }
  return spaces(left) + text + spaces(missing - left)
}

func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

func withoutTrailingSpaces(_ line: String) -> String {
  let bytes = line.utf8
  guard let last = bytes.lastIndex(where: { $0 != 0x20 }) else { return "" }
  return String(Substring(bytes[...last]))
}

func lines(of text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
