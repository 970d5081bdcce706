extension String {
  /// The spelling under which names are compared: NFC, with the micro sign as the letter μ.
  public var normalizedName: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    // The standard library's own NFC, which needs no Foundation.
    let composed = String(decoding: _nfcCodeUnits, as: UTF8.self)
    guard composed.unicodeScalars.contains("\u{B5}") else { return composed }
    var result = String.UnicodeScalarView()
    for scalar in composed.unicodeScalars {
      result.append(scalar == "\u{B5}" ? "\u{3BC}" : scalar)
    }
    return String(result)
  }
}
