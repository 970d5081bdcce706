import Display
import TensorCore

extension Command {
  static let memory = Command(
    "memory",
    "Shows how much memory tensors use, and how much they may."
  ) { _, _ in
    let limit = MemoryLimit.process
    return MIMEBundle(
      plainText: "tensors use \(ByteText.text(limit.used)) of \(ByteText.text(limit.bytes))"
    )
  }
}

/// Amounts of memory with the unit that suits them.
enum ByteText {
  static func text(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var amount = Double(bytes)
    var unit = 0
    while amount >= 1000, unit < units.count - 1 {
      amount /= 1000
      unit += 1
    }
    return "\(NumberStyle(precision: 3).text(amount)) \(units[unit])"
  }
}
