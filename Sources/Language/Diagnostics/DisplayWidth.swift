extension Character {
  /// The columns it takes in a monospaced font: 0, 1 or 2.
  ///
  /// - Source: Unicode Standard Annex #11, East Asian Width, classes W and F, and the pictographs
  ///   of UTS #51 that are shown as emoji.
  var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
    return Self.wideRanges.contains { $0.contains(first.value) } ? 2 : 1
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF,
    0x1F200...0x1F2FF, 0x20000...0x3FFFD,
  ]

  /// Itself, or a visible stand-in of one column for what a screen would obey or hide.
  var madeVisible: Character {
    guard let first = unicodeScalars.first else { return self }
    if first.value < 0x20, let picture = Unicode.Scalar(0x2400 + first.value) {
      return Character(picture)
    }
    switch first.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return "\u{FFFD}"
    default: return self
    }
  }
}

extension String {
  /// The columns it takes in a monospaced font.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }
}
