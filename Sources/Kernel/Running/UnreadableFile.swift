/// Why a file cannot be run: a sentence that goes on from `cannot read train.ipynb: `.
package struct UnreadableFile: Error, Equatable {
  package let reason: String
  package let hint: String?

  package init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }

  /// The text of a file, which has to be UTF-8.
  static func text(_ bytes: [UInt8]) throws(Self) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw Self("it is not UTF-8 text: the bytes in line \(firstBrokenLine(bytes)) mean nothing")
  }

  /// The line of the first bytes that are not UTF-8.
  private static func firstBrokenLine(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let broken = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return 1 + (broken ?? 0)
  }
}
