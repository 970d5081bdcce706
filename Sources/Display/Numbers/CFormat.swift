#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The conversions of C's `printf` that write a floating-point number.
enum CConversion: String {
  case fixed = "%.*f"
  case exponent = "%.*e"
  case general = "%.*g"
}

/// Writes a number as C's `printf` does with this many digits.
func formatted(_ number: Double, as conversion: CConversion, digits: Int) -> String {
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
