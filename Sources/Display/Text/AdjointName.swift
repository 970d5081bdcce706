/// The name of an adjoint in the lecture's notation: `c̄` for `c`, `x̄₁` for `x₁`, `layer1.W̄`.
///
/// The bar stands over the letter that carries the name: the only one before an index, the last
/// of a word. A name that already ends in a combining mark keeps it below the bar.
public func adjointName(of name: String) -> String {
  let stem = name.lastIndex(of: ".").map { name[...$0] } ?? ""
  let last = name.dropFirst(stem.count)
  let isIndex: (Character) -> Bool = { $0.isNumber || $0 == "_" || $0 == "#" }
  let letters = last.prefix { !isIndex($0) }
  guard !letters.isEmpty else { return name + "\u{304}" }
  return stem + letters + "\u{304}" + last.dropFirst(letters.count)
}
