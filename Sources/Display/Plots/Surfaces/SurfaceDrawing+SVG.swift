extension SurfaceDrawing {
  /// The drawing as an SVG document: floor and walls, the surface, and its three axes.
  public var svg: String {
    let top = title.isEmpty ? 8.0 : 32
    let page = Rectangle(
      minX: 46,
      minY: top,
      width: Double(width) - 92,
      height: Double(height) - top - 40
    )
    let projection = SurfaceProjection(onto: page)
    let caption = Point(x: Double(width) / 2, y: 20)
    let heading =
      title.isEmpty ? [] : [SVGElement.label(title, at: caption, .middle, class: "title")]
    return SVGDocument(
      width: Double(width),
      height: Double(height),
      title: title.isEmpty ? "surface" : title,
      style: Self.style,
      content: heading + [frame(projection), surface(projection)]
        + SurfaceAxes(self, projection).elements
    ).xml
  }

  private static let style: [(selector: String, declarations: String)] = [
    (".frame", "fill:none;stroke:currentColor;stroke-opacity:.25"),
    (".surface", "stroke:#000;stroke-opacity:.35;stroke-width:.5;stroke-linejoin:round"),
    (".axis", "stroke:currentColor;stroke-opacity:.6"),
    (".tick", "fill:currentColor;font-size:11px;fill-opacity:.85"),
    (".label", "fill:currentColor;font-size:12px"),
    (".title", "fill:currentColor;font-size:14px;font-weight:600"),
  ]

  private func surface(_ projection: SurfaceProjection) -> SVGElement {
    let range = zRange
    let shading = Shading(fitting: [range.lowerBound, range.upperBound])
    let paths = patches(for: projection).map { patch -> SVGElement in
      let value =
        range.lowerBound + (range.upperBound / 2 - range.lowerBound / 2) * (2 * patch.level)
      let color = shading.colors.color(at: shading.part(of: value) ?? patch.level)
      let data = patch.corners.map(projection.place).enumerated().map { index, place in
        (index == 0 ? "M" : "L") + coordinate(place.x, decimals: 1) + " "
          + coordinate(place.y, decimals: 1)
      }
      return .path(data.joined() + "Z", [("fill", color.css)])
    }
    return .group("surface", paths)
  }

  /// The floor and the two walls behind.
  private func frame(_ projection: SurfaceProjection) -> SVGElement {
    let walls: [[(Double, Double, Double)]] = [
      [(-0.5, -0.5, -0.5), (0.5, -0.5, -0.5), (0.5, 0.5, -0.5), (-0.5, 0.5, -0.5)],
      [(-0.5, 0.5, -0.5), (0.5, 0.5, -0.5), (0.5, 0.5, 0.5), (-0.5, 0.5, 0.5)],
      [(-0.5, -0.5, -0.5), (-0.5, 0.5, -0.5), (-0.5, 0.5, 0.5), (-0.5, -0.5, 0.5)],
    ]
    return .group(
      "frame",
      walls.map { wall in
        let places = wall.map { projection.place(.init(x: $0.0, y: $0.1, z: $0.2)) }
        let data = places.enumerated().map { index, place in
          (index == 0 ? "M" : "L") + coordinate(place.x) + " " + coordinate(place.y)
        }
        return .path(data.joined() + "Z", [])
      }
    )
  }
}
