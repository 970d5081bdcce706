/// A text without the colours of a terminal (ECMA-48 control sequences, `ESC [ … letter`).
package func withoutColours(_ text: String) -> String {
  guard text.utf8.contains(0x1B) else { return text }
  var plain: [UInt8] = []
  var bytes = text.utf8.makeIterator()
  while let byte = bytes.next() {
    guard byte == 0x1B else {
      plain.append(byte)
      continue
    }
    guard bytes.next() == UInt8(ascii: "[") else { continue }
    while let next = bytes.next(), !(0x40...0x7E).contains(next) {}
  }
  return String(decoding: plain, as: UTF8.self)
}
