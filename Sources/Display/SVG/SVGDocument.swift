/// A whole drawing: its size, its style and its shapes.
struct SVGDocument {
  let width: Double
  let height: Double
  /// What a screen reader says.
  let title: String
  /// Rules whose selectors hold within this drawing only.
  let style: [(selector: String, declarations: String)]
  let content: [SVGElement]

  /// The document's text; the same content gives the same bytes.
  ///
  /// The id comes from the content, so that the rules of two drawings on one page stay apart. Text
  /// takes the page's colour where the drawing stands within it; as an image of its own (the
  /// `:root` of a document, as JupyterLab shows it) it follows the colour scheme it is told.
  var xml: String {
    let body = content.map(\.xml).joined(separator: "\n")
    let rules = style.map { "\($0.selector){\($0.declarations)}" }.joined()
    let id = "a" + hexadecimal(fnv1a("\(width) \(height) \(rules) \(body)"))
    let scoped = style.map { "#\(id) \($0.selector){\($0.declarations)}" }
    let css =
      [
        "#\(id){color:currentColor;font-family:\(Self.font);font-size:12px}",
        "#\(id):root{color:#1c1e21}",
        "@media (prefers-color-scheme:dark){#\(id):root{color:#e8eaed}}",
      ] + scoped
    let scale = min(1, Self.pageWidth / max(width, 1))
    let size = "width=\"\(coordinate(width * scale))\" height=\"\(coordinate(height * scale))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" id="\(id)" \(size) \
      viewBox="0 0 \(coordinate(width)) \(coordinate(height))" role="img" \
      style="max-width:100%;height:auto">
      <title>\(escapedForXML(title))</title>
      <style>
      \(css.joined(separator: "\n"))
      </style>
      \(body)
      </svg>
      """
  }

  /// What a notebook's page has room for, in pixels; a wider drawing is shown smaller.
  private static let pageWidth = 960.0

  private static let font = "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo; draft-eastlake-fnv), the same on every machine.
func fnv1a(_ text: String) -> UInt64 {
  var text = text
  return text.withUTF8 { bytes in
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}

private func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
