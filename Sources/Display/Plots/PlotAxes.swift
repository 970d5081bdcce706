/// The axes of a plot with grid, ticks, labels and title.
struct PlotAxes {
  private let layout: PlotLayout
  private let box: Rectangle

  init(_ layout: PlotLayout) {
    self.layout = layout
    box = layout.frame.box
  }

  var elements: [SVGElement] {
    [
      .group("grid", grid),
      .group("axis", axes),
      .group("ticks", xLabels + yLabels),
    ] + captions
  }

  private var xPlaces: [(Double, String)] {
    layout.xTicks.major.compactMap { tick in
      layout.frame.x.place(tick.number).map { ($0, printed(tick.label)) }
    }
  }

  private var yPlaces: [(Double, String)] {
    layout.yTicks.major.compactMap { tick in
      layout.frame.y.place(tick.number).map { ($0, printed(tick.label)) }
    }
  }

  private var grid: [SVGElement] {
    if layout.plot.fields.contains(where: \.mark.coversBox) { return [] }
    return xPlaces.map { vertical($0.0, box.minY, box.maxY) }
      + yPlaces.map { horizontal($0.0, box.minX, box.maxX) }
  }

  private var axes: [SVGElement] {
    var result = [horizontal(box.maxY, box.minX, box.maxX), vertical(box.minX, box.minY, box.maxY)]
    result += xPlaces.map { vertical($0.0, box.maxY, box.maxY + 4) }
    result += yPlaces.map { horizontal($0.0, box.minX - 4, box.minX) }
    result += layout.xTicks.minor.compactMap(layout.frame.x.place)
      .map { vertical($0, box.maxY, box.maxY + 2.5) }
    result += layout.yTicks.minor.compactMap(layout.frame.y.place)
      .map { horizontal($0, box.minX - 2.5, box.minX) }
    let isCovered = layout.plot.fields.contains(where: \.mark.coversBox)
    if !isCovered, layout.plot.yScale == .linear, let zero = layout.frame.y.place(0),
      zero > box.minY, zero < box.maxY - 1
    {
      result.append(horizontal(zero, box.minX, box.maxX))
    }
    return result
  }

  private var xLabels: [SVGElement] {
    xPlaces.map { place, label in
      guard !layout.turnsNames else {
        let (x, y) = (coordinate(place + 4), coordinate(box.maxY + 13))
        let turn = "rotate(\(coordinate(PlotLayout.nameAngle)) \(x) \(y))"
        let corner = Point(x: place + 4, y: box.maxY + 13)
        return .label(label, at: corner, .end, class: "tick", [("transform", turn)])
      }
      return .label(label, at: Point(x: place, y: box.maxY + 17), .middle, class: "tick")
    }
  }

  private var yLabels: [SVGElement] {
    yPlaces.map { place, label in
      .label(label, at: Point(x: box.minX - 7, y: place + 4), .end, class: "tick")
    }
  }

  private var captions: [SVGElement] {
    let plot = layout.plot
    var result: [SVGElement] = []
    if !plot.title.isEmpty {
      let place = Point(x: box.center.x, y: layout.titleY)
      result.append(.label(plot.title, at: place, .middle, class: "title"))
    }
    if !plot.xLabel.isEmpty {
      let place = Point(x: box.center.x, y: box.maxY + layout.xLabelHeight + 12)
      result.append(.label(plot.xLabel, at: place, .middle, class: "label"))
    }
    if !plot.yLabel.isEmpty {
      let place = Point(x: 14, y: box.center.y)
      let turn = "rotate(-90 14 \(coordinate(place.y)))"
      result.append(
        .label(plot.yLabel, at: place, .middle, class: "label", [("transform", turn)])
      )
    }
    if layout.xTicks.exponent != 0 {
      let note = "×10\(superscript(layout.xTicks.exponent))"
      result.append(
        .label(
          note,
          at: Point(x: box.maxX, y: box.maxY + layout.xLabelHeight + 12),
          .end,
          class: "tick"
        )
      )
    }
    if layout.yTicks.exponent != 0 {
      let note = "×10\(superscript(layout.yTicks.exponent))"
      result.append(.label(note, at: Point(x: box.minX - 4, y: box.minY - 5), class: "tick"))
    }
    return result
  }

  private func horizontal(_ y: Double, _ from: Double, _ to: Double) -> SVGElement {
    .line(Point(x: from, y: y), Point(x: to, y: y), class: "l")
  }

  private func vertical(_ x: Double, _ from: Double, _ to: Double) -> SVGElement {
    .line(Point(x: x, y: from), Point(x: x, y: to), class: "l")
  }
}
