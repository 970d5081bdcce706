#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The conversions of C's `printf` that write a floating-point number.
package enum CConversion: String {
  case fixed = "%.*f"
  case exponent = "%.*e"
  case general = "%.*g"
}

/// Writes a number as C's `printf` does with this many digits.
func formatted(_ number: Double, as conversion: CConversion, digits: Int) -> String {
  exactDecimal(number, conversion, digits)?.text ?? libraryText(number, conversion, digits)
}

/// The short way to most texts; nil where there is none.
private func exactDecimal(
  _ number: Double,
  _ conversion: CConversion,
  _ digits: Int
) -> ExactDecimal? {
  switch conversion {
  case .fixed: ExactDecimal(number, decimals: digits)
  case .general: ExactDecimal(number, significant: digits)
  case .exponent: nil
  }
}

/// The text from the C library.
package func libraryText(_ number: Double, _ conversion: CConversion, _ digits: Int) -> String {
  let arguments: [any CVarArg] = [Int32(clamping: digits), number]
  // The longest double has 309 digits before its point; sign, point and terminator come on top.
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: max(0, digits) + 320) { buffer in
    let length = withVaList(arguments) {
      vsnprintf(buffer.baseAddress, buffer.count, conversion.rawValue, $0)
    }
    let written = buffer.prefix(min(Int(length), buffer.count - 1))
    return String(
      decoding: UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: written)),
      as: UTF8.self
    )
  }
}
