/// The characters of a string value.
///
/// Several values may share one text; whoever is its only owner may lengthen it in place.
public final class Text {
  public private(set) var string: String

  init(_ string: String) {
    self.string = string
  }

  /// Appends `tail`: in place where nobody else has the text, else to a new one.
  static func lengthen(_ text: inout Text, by tail: String) {
    if isKnownUniquelyReferenced(&text) {
      text.string += tail
    } else {
      text = Text(text.string + tail)
    }
  }
}
