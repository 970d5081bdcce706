import Language
import Testing

/// A text with its only mistake between `⟦` and `⟧`, and what is said about it.
struct Mistake: Equatable, CustomTestStringConvertible {
  let marked: String
  let message: String
  let hint: String?

  init(_ marked: String, _ message: String, _ hint: String?) {
    self.marked = marked
    self.message = message
    self.hint = hint
  }

  var text: String {
    String(marked.unicodeScalars.filter { $0 != "⟦" && $0 != "⟧" })
  }

  var testDescription: String { marked }
}

/// The mistake a text has, nil unless it has exactly one.
func firstMistake(in text: String) -> Mistake? {
  let (_, diagnostics) = parse(Source(name: "In[1]", text: text))
  guard diagnostics.count == 1, let found = diagnostics.first, let place = found.location else {
    return nil
  }
  var marked = Array(text.utf8)
  marked.insert(contentsOf: "⟧".utf8, at: place.span.upper)
  marked.insert(contentsOf: "⟦".utf8, at: place.span.lower)
  return Mistake(String(decoding: marked, as: UTF8.self), found.message, found.hint)
}
