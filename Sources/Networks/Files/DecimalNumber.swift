/// The float64 nearest to a decimal number in a text.
///
/// Where a hardware division settles the rounding, no text is copied and no library is asked; all results are the
/// nearest number, ties to even, as `Double(_:)` gives them.
struct DecimalNumber {
  private var mantissa: UInt64 = 0
  /// The power of ten that the mantissa is multiplied by.
  private var exponent = 0
  private var isNegative = false
  /// Whether digits other than 0 did not fit into the mantissa.
  private var isCut = false

  /// The value of the bytes of a range; nil where they spell no number.
  ///
  /// `mark`: what separates the whole digits from the others, a point or a comma.
  static func value(of bytes: [UInt8], _ range: Range<Int>, mark: UInt8) -> Double? {
    var number = DecimalNumber()
    guard number.scan(bytes, range, mark) else { return nil }
    return number.nearest ?? slowValue(of: bytes[range], mark)
  }

  /// By the standard library: very long, very large and very small numbers.
  private static func slowValue(of bytes: ArraySlice<UInt8>, _ mark: UInt8) -> Double? {
    let point = UInt8(ascii: ".")
    return Double(String(decoding: bytes.map { $0 == mark ? point : $0 }, as: UTF8.self))
  }

  /// Nineteen decimal digits fit into 64 bits.
  private static let digitLimit = 19

  private static let powers: [UInt64] = (0...19).map {
    (0..<$0).reduce(1) { power, _ in power * 10 }
  }

  /// The powers of ten that are float64 themselves.
  private static let exactPowers: [Double] = (0...22).map {
    (0..<$0).reduce(1) { power, _ in power * 10 }
  }
}

// MARK: - Reading

extension DecimalNumber {
  /// False where the bytes are no number: a sign, digits with at most one mark, an exponent.
  private mutating func scan(_ bytes: [UInt8], _ range: Range<Int>, _ mark: UInt8) -> Bool {
    var position = range.lowerBound
    let end = range.upperBound
    isNegative = Self.skipSign(bytes, &position, end)
    var digitCount = 0
    var hasDigits = false
    var isBehindMark = false
    while position < end {
      let byte = bytes[position]
      if byte == mark, !isBehindMark {
        isBehindMark = true
      } else if let digit = Self.digit(byte) {
        hasDigits = true
        if digitCount < Self.digitLimit {
          mantissa = mantissa * 10 + digit
          if mantissa != 0 { digitCount += 1 }
          if isBehindMark { exponent -= 1 }
        } else {
          isCut = isCut || digit != 0
          if !isBehindMark { exponent += 1 }
        }
      } else {
        break
      }
      position += 1
    }
    guard hasDigits, position < end else { return hasDigits }
    guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return false }
    position += 1
    return scanExponent(bytes, &position, end)
  }

  private mutating func scanExponent(_ bytes: [UInt8], _ position: inout Int, _ end: Int) -> Bool {
    let isNegative = Self.skipSign(bytes, &position, end)
    guard position < end else { return false }
    var power = 0
    while position < end {
      guard let digit = Self.digit(bytes[position]) else { return false }
      // Beyond this every number is 0 or infinite.
      power = min(power * 10 + Int(digit), 1_000_000)
      position += 1
    }
    exponent += isNegative ? -power : power
    return true
  }

  /// Whether there is a minus; a plus is passed over too.
  private static func skipSign(_ bytes: [UInt8], _ position: inout Int, _ end: Int) -> Bool {
    guard position < end else { return false }
    let byte = bytes[position]
    guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return false }
    position += 1
    return byte == UInt8(ascii: "-")
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? UInt64(digit) : nil
  }
}

// MARK: - Rounding

extension DecimalNumber {
  /// The nearest float64; nil where 128 bits do not settle it.
  private var nearest: Double? {
    guard !isCut else { return nil }
    guard mantissa != 0 else { return isNegative ? -0.0 : 0 }
    let magnitude: Double
    if mantissa < 1 << 53, (-22...22).contains(exponent) {
      // Both are float64, and one operation rounds once.
      let power = Self.exactPowers[abs(exponent)]
      magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
    } else if (-Self.digitLimit..<0).contains(exponent) {
      magnitude = Self.quotient(mantissa, Self.powers[-exponent])
    } else if (0...Self.digitLimit).contains(exponent) {
      magnitude = Self.product(mantissa, Self.powers[exponent])
    } else {
      return nil
    }
    return isNegative ? -magnitude : magnitude
  }

  private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    let shifts = (dividend: dividend.leadingZeroBitCount, divisor: divisor.leadingZeroBitCount)
    let (upper, lower) = (dividend << UInt64(shifts.dividend), divisor << UInt64(shifts.divisor))
    // The dividend's upper word has to be below the divisor: then the quotient fills 64 bits.
    let isHalved = upper >= lower
    let words = isHalved ? (high: upper >> 1, low: upper << 63) : (high: upper, low: 0)
    let (quotient, remainder) = lower.dividingFullWidth(words)
    let exponent = shifts.divisor - shifts.dividend - (isHalved ? 63 : 64)
    return rounded(quotient, hasMore: remainder != 0, exponent)
  }

  private static func product(_ first: UInt64, _ second: UInt64) -> Double {
    let (high, low) = first.multipliedFullWidth(by: second)
    guard high != 0 else {
      let shift = low.leadingZeroBitCount
      return rounded(low << UInt64(shift), hasMore: false, -shift)
    }
    let shift = high.leadingZeroBitCount
    let top = shift == 0 ? high : high << UInt64(shift) | low >> UInt64(64 - shift)
    return rounded(top, hasMore: low << UInt64(shift) != 0, 64 - shift)
  }

  /// `bits` · 2^`exponent`, whose upper bit is set, to 53 bits; `hasMore` says that a little is missing.
  private static func rounded(_ bits: UInt64, hasMore: Bool, _ exponent: Int) -> Double {
    var significand = bits >> 11
    let rest = bits & 0x7FF
    if rest > 0x400 || rest == 0x400 && (hasMore || significand & 1 == 1) { significand += 1 }
    // Between 10⁻¹⁹ and 10³⁸ no exponent leaves its range.
    return Double(significand) * Double(bitPattern: UInt64(1023 + exponent + 11) << 52)
  }
}
