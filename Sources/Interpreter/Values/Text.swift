/// The characters of a string value.
///
/// Several values may share one text; whoever is its only owner may lengthen it in place.
public final class Text {
  public private(set) var string: String
  /// The characters one by one, once somebody has asked for one by its position.
  private var spelled: [Character]?

  init(_ string: String) {
    self.string = string
  }

  /// The characters by position: O(n) the first time, then O(1).
  var characters: [Character] {
    if let spelled { return spelled }
    let characters = Array(string)
    spelled = characters
    return characters
  }

  /// Appends `tail`: in place where nobody else has the text, else to a new one.
  static func lengthen(_ text: inout Text, by tail: String) {
    if isKnownUniquelyReferenced(&text) {
      text.string += tail
      text.spelled = nil
    } else {
      text = Text(text.string + tail)
    }
  }
}
