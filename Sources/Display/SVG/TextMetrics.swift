/// An estimate of how wide a text is drawn in a sans-serif font, in pixels.
///
/// Nothing measures text where a drawing is made, so the widths are those of Helvetica and its
/// kin, rounded up; DejaVu Sans, the widest a front end is likely to take, is 12 % wider.
func estimatedWidth(_ text: String, fontSize: Double) -> Double {
  text.unicodeScalars.reduce(0) { $0 + relativeWidth($1) } * fontSize * 1.06
}

/// The width of a character as a part of the font size.
private func relativeWidth(_ scalar: Unicode.Scalar) -> Double {
  switch scalar {
  case "i", "j", "l", "'", "|": return 0.25
  case " ", ".", ",", ":", ";", "!", "f", "t", "I", "/", "[", "]", "·": return 0.3
  case "(", ")", "-", "r", "{", "}", "′": return 0.35
  case "a"..."z": return scalar == "m" ? 0.83 : scalar == "w" ? 0.73 : 0.55
  case "0"..."9": return 0.56
  case "A"..."Z": return scalar == "M" || scalar == "W" ? 0.9 : 0.7
  case "@", "%", "…", "∑", "—": return 0.95
  default: break
  }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  case .otherNumber, .modifierLetter: return 0.38
  default: return displayWidth(String(scalar)) == 2 ? 1 : 0.62
  }
}

/// A number or formula as it is printed: with the minus sign in place of the hyphen.
func printed(_ text: String) -> String {
  String(text.map { $0 == "-" ? "−" : $0 })
}
