/// How far the numbers in two texts are apart, relative to the larger of each two; nil where more differs.
///
/// Spaces count as one however many there are, since columns are as wide as their numbers.
package func numericDistance(between left: String, and right: String) -> Double? {
  var left = NumberReader(left)
  var right = NumberReader(right)
  var distance = 0.0
  while true {
    switch (left.next(), right.next()) {
    case (nil, nil): return distance
    case (.byte(let one)?, .byte(let other)?) where one == other: continue
    case (.number(let one)?, .number(let other)?):
      let scale = max(abs(one), abs(other))
      if one != other { distance = max(distance, abs(one - other) / scale) }
    default: return nil
    }
  }
}

/// Takes a text apart into numbers and the bytes between them.
private struct NumberReader {
  enum Piece {
    case number(Double)
    case byte(UInt8)
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() -> Piece? {
    if let (number, end) = number() {
      position = end
      return .number(number)
    }
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    while byte == 0x20, peek(0) == 0x20 { position += 1 }
    return .byte(byte)
  }

  /// The number that begins here and its end, nil where none does.
  private func number() -> (Double, Int)? {
    guard let end = numberEnd() else { return nil }
    return Double(String(decoding: bytes[position..<end], as: UTF8.self)).map { ($0, end) }
  }

  private func numberEnd() -> Int? {
    var end = position
    if peek(0) == UInt8(ascii: "-") { end += 1 }
    guard let whole = digits(from: end) else { return nil }
    end = whole
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") { end = digits(from: end + 1) ?? end }
    return exponentEnd(from: end) ?? end
  }

  private func exponentEnd(from start: Int) -> Int? {
    guard start < bytes.count, bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var end = start + 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") {
      end += 1
    }
    return digits(from: end)
  }

  /// The end of at least one digit.
  private func digits(from start: Int) -> Int? {
    var end = start
    while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
    return end > start ? end : nil
  }

  private func peek(_ offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }
}
