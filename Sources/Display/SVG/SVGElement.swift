/// A piece of an SVG document, written with its attributes in the order given.
indirect enum SVGElement {
  case element(String, [(String, String)], [SVGElement])
  case text(String)

  var xml: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text): bytes += escapedForXML(text).utf8
    case .element(let name, let attributes, let children):
      bytes.append(UInt8(ascii: "<"))
      bytes += name.utf8
      for (name, value) in attributes {
        bytes.append(UInt8(ascii: " "))
        bytes += name.utf8
        bytes += "=\"".utf8
        bytes += escapedForXML(value).utf8
        bytes.append(UInt8(ascii: "\""))
      }
      guard !children.isEmpty else {
        bytes += "/>".utf8
        return
      }
      bytes.append(UInt8(ascii: ">"))
      for child in children { child.write(to: &bytes) }
      bytes += "</".utf8
      bytes += name.utf8
      bytes.append(UInt8(ascii: ">"))
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
  if let text = shortCoordinate(number, decimals: decimals) { return text }
  var text = formatted(number, as: .fixed, digits: decimals)
  while text.last == "0" { text.removeLast() }
  if text.last == "." { text.removeLast() }
  return text == "-0" ? "0" : text
}

/// A coordinate of usual size, whose rounding is beyond doubt; nil for others.
private func shortCoordinate(_ number: Double, decimals: Int) -> String? {
  guard (1...2).contains(decimals), abs(number) < 1e6 else { return nil }
  let scale = decimals == 1 ? 10.0 : 100.0
  let scaled = abs(number) * scale
  let rounded = scaled.rounded()
  // Half-way cases depend on digits that the product has lost.
  guard abs(abs(scaled - rounded) - 0.5) > 1e-6 else { return nil }
  let (whole, rest) = Int(rounded).quotientAndRemainder(dividingBy: Int(scale))
  guard rounded > 0 else { return "0" }
  let sign = number < 0 ? "-" : ""
  guard rest > 0 else { return sign + String(whole) }
  let isShort = rest % 10 == 0
  let zero = decimals == 2 && rest < 10 ? "0" : ""
  return "\(sign)\(whole).\(zero)\(decimals == 2 && isShort ? rest / 10 : rest)"
}
