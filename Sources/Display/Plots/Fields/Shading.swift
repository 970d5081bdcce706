/// How numbers become tones: from light to dark in a console, in the colours of a scale on a page.
public struct Shading: Sendable {
  public let colors: ColorScale
  public let range: ClosedRange<Double>
  public let scale: Plot.Scale
  /// What the colours stand for, beside their legend; empty for none.
  public let title: String

  /// Shades numbers of a range; a logarithmic scale needs one above 0.
  public init(
    _ colors: ColorScale,
    _ range: ClosedRange<Double>,
    scale: Plot.Scale = .linear,
    title: String = ""
  ) {
    self.title = title
    self.colors = colors
    self.range = range
    self.scale = range.lowerBound > 0 ? scale : .linear
  }

  /// Shades from the least to the greatest value; values of both signs in two hues around 0.
  public init(fitting values: [Double], scale: Plot.Scale = .linear) {
    let usable = scale.usable(values)
    let (least, greatest) = (usable.min() ?? 0, usable.max() ?? 1)
    let reach = max(-least, greatest)
    // What is nearly all of one sign is an amount, and no balance of two.
    if scale == .linear, least < -0.05 * reach, greatest > 0.05 * reach {
      self.init(.diverging, -reach...reach)
    } else {
      self.init(.sequential, least...greatest, scale: scale)
    }
  }

  /// How many tones stand for numbers; one more is for what is none.
  static let count = 64

  /// 0 to 1 for a number in the range; nil for what is no number on this scale.
  func part(of number: Double) -> Double? {
    guard !number.isNaN else { return nil }
    if number.isInfinite { return number > 0 ? 1 : scale == .linear ? 0 : nil }
    guard range.lowerBound < range.upperBound else { return 0.5 }
    return scale.position(of: number, in: range).map { min(max($0, 0), 1) }
  }

  /// The place of a number's tone among all.
  func index(of number: Double) -> UInt8 {
    guard let part = part(of: number) else { return UInt8(Self.count) }
    return UInt8(min(Int(part * Double(Self.count)), Self.count - 1))
  }

  var tones: [Raster.Tone] {
    let all = (0..<Self.count).map { index in
      let part = (Double(index) + 0.5) / Double(Self.count)
      return Raster.Tone(color: colors.color(at: part), sign: Self.sign(at: part))
    }
    return all + [Raster.Tone(color: Color(0x80_8080), opacity: 0, sign: Self.missing)]
  }

  static let signs: [Character] = [" ", "░", "▒", "▓", "█"]
  static let missing: Character = "?"

  private static func sign(at part: Double) -> Character {
    signs[min(Int(part * Double(signs.count)), signs.count - 1)]
  }

  /// The tones of a console with the numbers in their middle.
  var textLegend: String {
    let middles = Self.signs.indices.map { index in
      let part = (Double(index) + 0.5) / Double(Self.signs.count)
      return "\(Self.signs[index]) \(formatted(number(at: part), as: .general, digits: 3))"
    }
    return (title.isEmpty ? "" : "\(title): ") + middles.joined(separator: "   ")
  }

  private func number(at part: Double) -> Double {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    switch scale {
    case .linear: return lower + (upper / 2 - lower / 2) * (2 * part)
    case .logarithmic:
      return powerOfTen(logarithm(lower) + (logarithm(upper) - logarithm(lower)) * part)
    }
  }
}
