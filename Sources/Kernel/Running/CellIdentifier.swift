/// Names of cells, which came with format 4.5.
///
/// Source: https://jupyter.org/enhancement-proposals/62-cell-id/cell-id.html
enum CellIdentifier {
  static func isValid(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// Eight hexadecimal digits as other programs draw them, but the same ones each time.
  static func make(for source: String, at position: Int, besides taken: Set<String>) -> String {
    // FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/: short, and of no use to an attacker here.
    var hash: UInt32 = 0x811C_9DC5
    for byte in "\(position) \(source)".utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    while true {
      let digits = String(hash, radix: 16)
      let identifier = String(repeating: "0", count: 8 - digits.count) + digits
      if !taken.contains(identifier) { return identifier }
      hash &+= 1
    }
  }
}
