/// A colour of the sRGB space, eight bits a channel.
package struct Color: Hashable, Sendable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// `0x3b82d6` for `#3b82d6`.
  init(_ hexadecimal: UInt32) {
    red = UInt8(truncatingIfNeeded: hexadecimal >> 16)
    green = UInt8(truncatingIfNeeded: hexadecimal >> 8)
    blue = UInt8(truncatingIfNeeded: hexadecimal)
  }

  /// How CSS writes it: `#3b82d6`.
  var css: String {
    let digits = Array("0123456789abcdef")
    return "#"
      + [red, green, blue].map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }

  /// The colour at a part of the way to another, 0 being this one.
  func mixed(with other: Color, _ part: Double) -> Color {
    func channel(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8(min(max((Double(from) + (Double(to) - Double(from)) * part).rounded(), 0), 255))
    }
    return Color(
      channel(red, other.red),
      channel(green, other.green),
      channel(blue, other.blue)
    )
  }

  /// Whether dark text reads better on it than white text.
  var isLight: Bool {
    // The luma of Rec. 709 on the coded channels: near enough to choose between two inks.
    0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue) > 140
  }
}
