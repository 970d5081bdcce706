/// Whether a whole text matches a pattern in which `*` stands for any text and `?` for any character.
///
/// Linear in practice: only the last `*` is ever tried again.
package func matches(_ text: String, glob pattern: String) -> Bool {
  let text = Array(text)
  let pattern = Array(pattern)
  var position = 0
  var patternPosition = 0
  var star: (pattern: Int, text: Int)?
  while position < text.count {
    if patternPosition < pattern.count, pattern[patternPosition] == "*" {
      star = (patternPosition, position)
      patternPosition += 1
    } else if patternPosition < pattern.count,
      pattern[patternPosition] == "?" || pattern[patternPosition] == text[position]
    {
      position += 1
      patternPosition += 1
    } else if let last = star {
      star = (last.pattern, last.text + 1)
      patternPosition = last.pattern + 1
      position = last.text + 1
    } else {
      return false
    }
  }
  return pattern[patternPosition...].allSatisfy { $0 == "*" }
}
