/// A number of usual size as a whole number of decimal units, rounded as C's `printf` rounds: by its exact binary
/// value, ties to even.
///
/// Writing numbers is most of what plots, tables and texts cost, and `printf` costs several times as much.
package struct ExactDecimal {
  /// The magnitude is `units` times ten to the power of `-decimals`.
  private(set) var units: UInt64
  private(set) var decimals: Int
  private let isNegative: Bool

  /// With this many digits after the point; nil where the number has too many digits for exact arithmetic.
  package init?(_ number: Double, decimals: Int) {
    guard let units = Self.units(of: abs(number), decimals: decimals) else { return nil }
    self.units = units
    self.decimals = decimals
    isNegative = number.sign == .minus
  }

  /// With this many significant digits and no zeros at the end; nil where C's `%g` would write an exponent, and as above.
  package init?(_ number: Double, significant: Int) {
    let magnitude = abs(number)
    guard (1...17).contains(significant), magnitude >= 1e-4 || magnitude == 0 else { return nil }
    // A power of ten below one is stored as the least double above it, so that comparing with it is exact.
    var leading = magnitude >= 1 || magnitude == 0 ? 0 : -1
    while leading < 0, magnitude < Self.smallPowers[-leading] { leading -= 1 }
    while leading >= 0, leading < significant, magnitude >= Self.powers[leading + 1] {
      leading += 1
    }
    guard leading < significant,
      let units = Self.units(of: magnitude, decimals: significant - 1 - leading)
    else { return nil }
    self.units = units
    decimals = significant - 1 - leading
    isNegative = number.sign == .minus
    // Rounding up may make one digit more.
    if Double(units) == Self.powers[significant], decimals == 0 { return nil }
    while decimals > 0, self.units.isMultiple(of: 10) {
      self.units /= 10
      decimals -= 1
    }
  }

  package var text: String {
    var digitCount = 1
    var rest = units
    while rest >= 10 {
      rest /= 10
      digitCount += 1
    }
    digitCount = max(digitCount, decimals + 1)
    let length = digitCount + (decimals > 0 ? 1 : 0) + (isNegative ? 1 : 0)
    return String(unsafeUninitializedCapacity: length) { bytes in
      var rest = units
      var place = length
      for position in 0..<digitCount {
        if position == decimals, decimals > 0 {
          place -= 1
          bytes[place] = UInt8(ascii: ".")
        }
        place -= 1
        bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      if isNegative { bytes[0] = UInt8(ascii: "-") }
      return length
    }
  }

  private static func units(of magnitude: Double, decimals: Int) -> UInt64? {
    guard powers.indices.contains(decimals) else { return nil }
    let scale = powers[decimals]
    let product = magnitude * scale
    guard product < 0x1p52 else { return nil }
    // product + error is the exact value.
    let error = (-product).addingProduct(magnitude, scale)
    let whole = product.rounded(.down)
    let aboveHalf = (product - whole - 0.5) + error
    let units = UInt64(whole)
    return aboveHalf > 0 || (aboveHalf == 0 && !units.isMultiple(of: 2)) ? units + 1 : units
  }

  /// Ten to the power of the index; these have no rounding.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
  private static let smallPowers: [Double] = [1, 1e-1, 1e-2, 1e-3, 1e-4]
}
