extension SurfaceDrawing {
  /// The surface as a net of dots, with what the axes cover below it.
  public var text: String {
    var canvas = TextCanvas(columns: 64, rows: 22)
    let page = Rectangle(
      minX: 0.5,
      minY: 0.5,
      width: canvas.dotWidth - 1,
      height: canvas.dotHeight - 1
    )
    let projection = SurfaceProjection(onto: page)
    let step = max(1, (max(grid.xs.count, grid.ys.count) - 1) / 16)
    for patch in patches(for: projection, step: step) {
      let places = patch.corners.map(projection.place)
      canvas.clear(inside: places)
      canvas.draw(.stroke(places + places.prefix(1)), within: page, sign: nil)
    }
    func span(_ name: String, _ numbers: [Double]) -> String? {
      guard let first = numbers.first, let last = numbers.last else { return nil }
      let texts = [first, last].map { formatted($0, as: .general, digits: 4) }
      return "\(name) \(texts[0]) … \(texts[1])"
    }
    let heights = grid.range.map { [$0.lowerBound, $0.upperBound] } ?? []
    let spans = [
      span(xLabel + " to the right:", grid.xs), span(yLabel + " to the back:", grid.ys),
      span("height:", heights),
    ].compactMap { $0 }
    var lines = title.isEmpty ? [] : [padded(title, to: 64, .center)]
    let drawn = canvas.lines.map(withoutTrailingSpaces)
    lines += heights.isEmpty ? [Plot.emptyNote] : drawn.filter { !$0.isEmpty }
    return (lines + [spans.joined(separator: "   ")]).map(withoutTrailingSpaces)
      .joined(separator: "\n")
  }
}
