/// A piece of an SVG document, written with its attributes in the order given.
indirect enum SVGElement {
  case element(String, [(String, String)], [SVGElement])
  case text(String)

  var xml: String {
    switch self {
    case .text(let text): return escapedForXML(text)
    case .element(let name, let attributes, let children):
      let written = attributes.map { " \($0.0)=\"\(escapedForXML($0.1))\"" }.joined()
      guard !children.isEmpty else { return "<\(name)\(written)/>" }
      return "<\(name)\(written)>\(children.map(\.xml).joined())</\(name)>"
    }
  }
}

extension SVGElement {
  static func group(_ cssClass: String, _ children: [SVGElement]) -> SVGElement {
    .element("g", [("class", cssClass)], children)
  }

  static func line(_ from: Point, _ to: Point, class cssClass: String) -> SVGElement {
    let ends = [("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)]
    return .element("line", [("class", cssClass)] + ends.map { ($0.0, coordinate($0.1)) }, [])
  }

  static func path(_ data: String, _ attributes: [(String, String)]) -> SVGElement {
    .element("path", attributes + [("d", data)], [])
  }

  static func circle(
    _ center: Point,
    radius: Double,
    _ attributes: [(String, String)]
  )
    -> SVGElement
  {
    let place = [("cx", center.x), ("cy", center.y), ("r", radius)]
    return .element("circle", attributes + place.map { ($0.0, coordinate($0.1)) }, [])
  }

  static func rectangle(
    _ frame: Rectangle,
    corner: Double,
    _ attributes: [(String, String)]
  )
    -> SVGElement
  {
    let place = [
      ("x", frame.minX), ("y", frame.minY), ("width", frame.width), ("height", frame.height),
      ("rx", corner),
    ]
    return .element("rect", attributes + place.map { ($0.0, coordinate($0.1)) }, [])
  }

  enum Anchor: String {
    case start, middle, end
  }

  static func label(
    _ content: String,
    at place: Point,
    _ anchor: Anchor = .start,
    class cssClass: String,
    _ more: [(String, String)] = []
  ) -> SVGElement {
    let attributes = [
      ("class", cssClass), ("x", coordinate(place.x)), ("y", coordinate(place.y)),
      ("text-anchor", anchor.rawValue),
    ]
    return .element("text", attributes + more, [.text(content)])
  }
}

/// A coordinate with at most two decimals: a hundredth of a pixel is not seen.
func coordinate(_ number: Double, decimals: Int = 2) -> String {
  guard number.isFinite else { return "0" }
  var text = formatted(number, as: .fixed, digits: decimals)
  while text.last == "0" { text.removeLast() }
  if text.last == "." { text.removeLast() }
  return text == "-0" ? "0" : text
}
