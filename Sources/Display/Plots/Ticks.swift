#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

func logarithm(_ number: Double) -> Double { log10(number) }
func powerOfTen(_ exponent: Double) -> Double { pow(10, exponent) }

/// The places on an axis that carry a number.
package struct Ticks: Equatable {
  package struct Tick: Equatable {
    package let number: Double
    package let label: String
  }

  package let major: [Tick]
  /// Unlabelled ticks between the major ones, on logarithmic axes.
  package let minor: [Double]
  /// The factor all labels share, as an exponent of ten; 0 for none.
  package let exponent: Int

  /// A tick for each name, at 0, 1, 2, …; long names are cut.
  init(names: [String]) {
    major = names.enumerated().map { position, name in
      Tick(number: Double(position), label: Self.shortened(name))
    }
    minor = []
    exponent = 0
  }

  private init(_ major: [Tick]) {
    self.major = major
    minor = []
    exponent = 0
  }

  /// Every n-th tick, so that there are at most `limit`.
  func thinned(to limit: Int) -> Ticks {
    let step = max(1, (major.count + max(1, limit) - 1) / max(1, limit))
    return step == 1
      ? self : Ticks(major.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element))
  }

  private static func shortened(_ name: String) -> String {
    let line = name.split(separator: "\n").joined(separator: " ")
    return line.count > 24 ? line.prefix(23) + "…" : line
  }

  /// About `count` ticks on a range, at multiples of 1, 2 or 5 times a power of ten.
  ///
  /// `isWhole` keeps them at whole numbers, for axes that count steps.
  package init(_ range: ClosedRange<Double>, scale: Plot.Scale, count: Int, isWhole: Bool = false) {
    if scale == .logarithmic {
      let lower = logarithm(range.lowerBound)
      let upper = logarithm(range.upperBound)
      if upper - lower >= 1 {
        self.init(decadesFrom: lower, to: upper, count: count)
        return
      }
    }
    self.init(linear: range, count: count, isWhole: isWhole)
  }

  private init(linear range: ClosedRange<Double>, count: Int, isWhole: Bool) {
    let nice = Self.step(range, count: max(1, count))
    let step = isWhole ? max(1, nice) : nice
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step).rounded(.down)
    let multiples = last >= first ? Int(min(last - first, 1000)) : -1
    let numbers = (0..<(multiples + 1)).map { (first + Double($0)) * step }
    let greatest = numbers.map(abs).max() ?? 0
    let power = greatest > 0 ? Int(logarithm(greatest).rounded(.down)) : 0
    exponent = (-3...5).contains(power) ? 0 : power
    let decimals = max(0, exponent - Int((logarithm(step) + 1e-9).rounded(.down)))
    let unit = powerOfTen(Double(exponent))
    major = numbers.map { number in
      Tick(number: number, label: Self.label(number / unit, decimals: min(decimals, 15)))
    }
    minor = []
  }

  private init(decadesFrom lower: Double, to upper: Double, count: Int) {
    let decades = Int(upper.rounded(.down)) - Int(lower.rounded(.up)) + 1
    let stride = max(1, (decades + max(1, count) - 1) / max(1, count))
    let exponents = Array(Int(lower.rounded(.up))...max(Int(lower.rounded(.up)), Int(upper)))
      .filter { Double($0) <= upper + 1e-9 && $0.isMultiple(of: stride) }
    let range = lower - 1e-9...upper + 1e-9
    let factors = decades <= 2 && count > 2 * decades ? [1.0, 2, 5] : [1]
    let all = Array(Int(lower.rounded(.down))...Int(upper.rounded(.up)))
    let numbers = (factors.count == 1 ? exponents : all).flatMap { exponent in
      factors.map { $0 * powerOfTen(Double(exponent)) }
    }
    let shown = numbers.filter { range.contains(logarithm($0)) }
    let isPlain = shown.allSatisfy { (0.0009...20_000).contains($0) }
    major = shown.map { Tick(number: $0, label: Self.decadeLabel($0, isPlain: isPlain)) }
    let between = stride == 1 && decades <= 8 ? Array(2...9).map(Double.init) : []
    minor = all.flatMap { exponent in between.map { $0 * powerOfTen(Double(exponent)) } }
      .filter { range.contains(logarithm($0)) }
    exponent = 0
  }

  /// 1, 2 or 5 times a power of ten, such that about `count` steps cover the range.
  private static func step(_ range: ClosedRange<Double>, count: Int) -> Double {
    let raw = (range.upperBound / 2 - range.lowerBound / 2) / Double(count) * 2
    let power = powerOfTen(logarithm(raw).rounded(.down))
    let part = raw / power
    let factor: Double = part <= 1.4 ? 1 : part <= 3.2 ? 2 : part <= 7.1 ? 5 : 10
    return factor * power
  }

  private static func label(_ number: Double, decimals: Int) -> String {
    let text = formatted(number, as: .fixed, digits: decimals)
    return text.contains { ("1"..."9").contains($0) } ? text : "0"
  }

  private static func decadeLabel(_ number: Double, isPlain: Bool) -> String {
    if isPlain { return formatted(number, as: .general, digits: 5) }
    let power = Int((logarithm(number) + 1e-9).rounded(.down))
    let factor = (number / powerOfTen(Double(power))).rounded()
    let front = factor == 1 ? "" : "\(Int(factor))·"
    return "\(front)10\(superscript(power))"
  }
}

/// A whole number in superscript digits: `⁻³`.
func superscript(_ number: Int) -> String {
  let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  return String(
    String(number).map { $0.wholeNumberValue.map { digits[$0] } ?? "⁻" }
  )
}
