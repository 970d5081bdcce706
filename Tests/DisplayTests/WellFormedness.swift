/// What is wrong with a text as XML; nil for a well-formed document.
///
/// Knows elements, attributes, text and the entities that XML predefines: all that drawings use.
func xmlFault(in text: String) -> String? {
  var rest = Substring(text)
  var open: [String] = []
  var elements = 0
  while let character = rest.first {
    guard character == "<" else {
      let content = rest.prefix { $0 != "<" }
      rest = rest.dropFirst(content.count)
      if let fault = entityFault(in: content) { return fault }
      if open.isEmpty, content.contains(where: { !$0.isWhitespace }) { return "text outside" }
      continue
    }
    guard let end = rest.firstIndex(of: ">") else { return "a tag without an end" }
    var tag = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if tag.first == "/" {
      guard open.popLast() == String(tag.dropFirst()) else { return "</\(tag)> closes nothing" }
      continue
    }
    let isEmpty = tag.last == "/"
    if isEmpty { tag.removeLast() }
    let name = tag.prefix { !$0.isWhitespace }
    if let fault = attributeFault(in: tag.dropFirst(name.count)) { return "<\(name)>: \(fault)" }
    if open.isEmpty { elements += 1 }
    if !isEmpty { open.append(String(name)) }
  }
  if !open.isEmpty { return "not closed: \(open)" }
  return elements == 1 ? nil : "\(elements) roots"
}

private func attributeFault(in text: Substring) -> String? {
  var rest = text.drop(while: \.isWhitespace)
  var names: Set<Substring> = []
  while !rest.isEmpty {
    let name = rest.prefix { $0 != "=" && !$0.isWhitespace }
    rest = rest.dropFirst(name.count)
    guard !name.isEmpty, rest.hasPrefix("=\"") else { return "attribute \(name) has no value" }
    guard names.insert(name).inserted else { return "\(name) twice" }
    let value = rest.dropFirst(2).prefix { $0 != "\"" }
    rest = rest.dropFirst(value.count + 3).drop(while: \.isWhitespace)
    if value.contains("<") { return "< in \(name)" }
    if let fault = entityFault(in: value) { return fault }
  }
  return nil
}

private func entityFault(in text: Substring) -> String? {
  for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
    let name = piece.prefix { $0 != ";" }
    guard ["amp", "lt", "gt", "quot", "apos"].contains(name), name.count < piece.count else {
      return "a bare &"
    }
  }
  return nil
}
