import Display
import TensorCore

extension Command {
  static let memory = Command(
    "memory",
    argument: "limit",
    "Shows how much memory tensors use and how much they may, or sets that limit: `%memory 2 GB`."
  ) { session, call in
    let limit = MemoryLimit.process
    if !call.argument.isEmpty {
      guard let bytes = ByteText.bytes(call.argument) else {
        throw call.refused(
          "`%memory` needs an amount of memory, not \(Quotation.quoted(call.argument))",
          hint: "write `%memory 2 GB`"
        )
      }
      limit.bytes = bytes
    }
    guard call.isShown else { return nil }
    return MIMEBundle(
      plainText: "tensors use \(ByteText.text(limit.used)) of \(ByteText.text(limit.bytes))"
    )
  }
}

/// Amounts of memory with the unit that suits them.
package enum ByteText {
  private static let units = ["bytes", "kB", "MB", "GB", "TB"]

  /// The amount that a text such as `2 GB`, `500MB` or `4096 bytes` says; nil for any other.
  package static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let name = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    let power = units.firstIndex { $0.lowercased() == name } ?? (name == "b" ? 0 : nil)
    guard let amount = Double(String(digits)), let power else { return nil }
    let bytes = (0..<power).reduce(amount) { product, _ in product * 1000 }
    return bytes >= 1 ? Int(exactly: bytes.rounded()) : nil
  }

  package static func text(_ bytes: Int) -> String {
    var amount = Double(bytes)
    var unit = 0
    while amount >= 1000, unit < units.count - 1 {
      amount /= 1000
      unit += 1
    }
    return "\(NumberStyle(precision: 3).text(amount)) \(units[unit])"
  }
}
