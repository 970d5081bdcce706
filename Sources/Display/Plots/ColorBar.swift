/// The legend of a shading at the right of a plot: a bar of its colours with a number axis.
struct ColorBar {
  private let shading: Shading
  private let area: Rectangle
  private let ticks: Ticks

  static let barWidth = 12.0
  private static let margin = 14.0

  /// The bar beside a box.
  init(_ shading: Shading, beside box: Rectangle) {
    self.shading = shading
    area = Rectangle(
      minX: box.maxX + Self.margin,
      minY: box.minY,
      width: Self.barWidth,
      height: box.height
    )
    ticks = Self.ticks(shading, height: box.height)
  }

  /// How much of a page's width it takes.
  static func width(of shading: Shading, height: Double) -> Double {
    let ticks = ticks(shading, height: height)
    let labels = ticks.major.map {
      estimatedWidth(printed($0.label), fontSize: PlotLayout.tickSize)
    }
    return margin + barWidth + 8 + (labels.max() ?? 0) + (shading.title.isEmpty ? 0 : 18)
  }

  private static func ticks(_ shading: Shading, height: Double) -> Ticks {
    Ticks(shading.axisRange, scale: shading.scale, count: max(2, Int(height / 45)))
  }

  var elements: [SVGElement] {
    let count = Shading.count
    let raster = Raster(
      columns: 1,
      rows: count,
      cells: (0..<count).map { UInt8(count - 1 - $0) },
      tones: shading.tones,
      isSmooth: true
    )
    let axis = Axis(
      scale: shading.scale,
      range: shading.axisRange,
      start: area.maxY,
      end: area.minY
    )
    let places = ticks.major.compactMap { tick in
      axis.place(tick.number).map { ($0, printed(tick.label)) }
    }
    let marks = places.map { place, _ in
      let from = Point(x: area.maxX, y: place)
      return SVGElement.line(from, Point(x: area.maxX + 4, y: place), class: "l")
    }
    let labels = places.map { place, label in
      SVGElement.label(label, at: Point(x: area.maxX + 7, y: place + 4), class: "tick")
    }
    let labelWidth = ticks.major.map {
      estimatedWidth(printed($0.label), fontSize: PlotLayout.tickSize)
    }
    let edge = Point(x: area.maxX + 19 + (labelWidth.max() ?? 0), y: area.center.y)
    let turn = "rotate(-90 \(coordinate(edge.x)) \(coordinate(edge.y)))"
    let title =
      shading.title.isEmpty
      ? []
      : [SVGElement.label(shading.title, at: edge, .middle, class: "tick", [("transform", turn)])]
    let note =
      ticks.exponent == 0
      ? []
      : [
        SVGElement.label(
          "×10\(superscript(ticks.exponent))",
          at: Point(x: area.minX, y: area.minY - 5),
          class: "tick"
        )
      ]
    return title + raster.svg(in: area) + [.group("axis", marks), .group("ticks", labels)] + note
  }
}

extension Shading {
  /// The range, with room where it is a single number.
  fileprivate var axisRange: ClosedRange<Double> {
    range.lowerBound < range.upperBound
      ? range : scale.padded([range.lowerBound, range.upperBound], by: 0)
  }
}
