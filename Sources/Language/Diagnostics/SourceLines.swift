/// The lines of a source, found by offset.
struct SourceLines {
  let bytes: [UInt8]

  init(_ source: Source) {
    bytes = Array(source.text.utf8)
  }

  /// The number of the line that holds an offset, from 1.
  func number(at offset: Int) -> Int {
    var number = 1
    var index = 0
    let end = min(offset, bytes.count)
    while index < end {
      if bytes[index] == 0x0A || bytes[index] == 0x0D && byte(index + 1) != 0x0A { number += 1 }
      index += 1
    }
    return number
  }

  /// The offsets of the line around an offset, without its newline.
  func bounds(at offset: Int) -> Range<Int> {
    var lower = min(offset, bytes.count)
    while lower > 0, !isNewline(lower - 1) { lower -= 1 }
    var upper = min(offset, bytes.count)
    while upper < bytes.count, !isNewline(upper) { upper += 1 }
    return lower..<upper
  }

  /// The offset of the line behind the one that ends at an offset, nil behind the last.
  func nextLine(after end: Int) -> Int? {
    guard end < bytes.count else { return nil }
    return bytes[end] == 0x0D && byte(end + 1) == 0x0A ? end + 2 : end + 1
  }

  /// A stretch of the text, cut so that no character is broken.
  func text(_ lower: Int, _ upper: Int) -> Substring {
    var (first, last) = (max(lower, 0), min(upper, bytes.count))
    while first < last, bytes[first] & 0xC0 == 0x80 { first += 1 }
    while last > first, last < bytes.count, bytes[last] & 0xC0 == 0x80 { last -= 1 }
    return Substring(decoding: bytes[first..<max(first, last)], as: UTF8.self)
  }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
  private func isNewline(_ index: Int) -> Bool { bytes[index] == 0x0A || bytes[index] == 0x0D }
}

extension Source {
  /// The number of the line that holds a UTF-8 offset, from 1.
  public func lineNumber(at offset: Int) -> Int {
    SourceLines(self).number(at: offset)
  }
}
