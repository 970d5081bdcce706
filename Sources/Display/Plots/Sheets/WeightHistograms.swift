/// How the numbers of each parameter of a model are spread: a histogram each.
public struct WeightHistograms: Sendable {
  /// The numbers of one parameter.
  public struct Parameter: Sendable {
    public let name: String
    public let shape: String
    public let values: [Double]

    public init(_ name: String, shape: String, _ values: [Double]) {
      self.name = name
      self.shape = shape
      self.values = values
    }

    /// Its name and shape, of a long name the end, which tells it from others.
    fileprivate func heading(width: Double) -> String {
      func fits(_ text: String) -> Bool {
        // Titles are bold, and a little wider.
        estimatedWidth(text, fontSize: 14) * 1.08 <= width
      }
      let whole = "\(name)  \(shape)"
      if fits(whole) { return whole }
      var end = Substring(name)
      while end.count > 8, !fits("…\(end)  \(shape)") { end.removeFirst() }
      return "…\(end)  \(shape)"
    }

    /// What the histogram leaves out.
    fileprivate var note: String {
      let count = values.count { !$0.isFinite }
      return count == 0 ? "" : "\(count) of \(values.count) \(count == 1 ? "is" : "are") not finite"
    }

    fileprivate var histogram: Histogram {
      Histogram(of: values, values.count > 60 ? .automatic : .count(min(12, max(1, values.count))))
    }
  }

  public let parameters: [Parameter]
  public let title: String
  /// The width of the whole page, in pixels.
  public let width: Int

  public init(_ parameters: [Parameter], title: String = "", width: Int = 720) {
    self.parameters = parameters
    self.title = title
    self.width = min(max(width, 240), 4000)
  }
}

extension WeightHistograms: Displayable {
  public var bundle: MIMEBundle { MIMEBundle(plainText: text, [.init(.svg, svg)]) }

  /// Two to a row: weights beside their biases.
  public var svg: String {
    let columns = parameters.count > 1 ? 2 : 1
    let panelWidth = width / columns
    let panelHeight = 190
    let top = title.isEmpty ? 0.0 : 30
    let panels = parameters.enumerated().map { index, parameter -> SVGElement in
      let plot = Plot(
        [parameter.histogram.series(name: "")],
        title: parameter.heading(width: Double(panelWidth) - 24),
        note: parameter.note,
        width: panelWidth,
        height: panelHeight
      )
      let place = [
        ("x", coordinate(Double(index % columns * panelWidth))),
        ("y", coordinate(top + Double(index / columns * panelHeight))),
        ("width", "\(panelWidth)"), ("height", "\(panelHeight)"),
      ]
      return .element("svg", place, plot.content)
    }
    let middle = Point(x: Double(width) / 2, y: 20)
    let heading =
      title.isEmpty ? [] : [SVGElement.label(title, at: middle, .middle, class: "title")]
    let rows = (parameters.count + columns - 1) / columns
    return SVGDocument(
      width: Double(width),
      height: top + Double(max(1, rows) * panelHeight),
      title: title.isEmpty ? "histograms of \(parameters.count) parameters" : title,
      style: Plot.style,
      content: heading + panels
    ).xml
  }

  /// A row for each parameter, its histogram in one line of blocks.
  public var text: String {
    Table(
      [
        .init("parameter"), .init("shape"), .init("mean", .trailing), .init("std", .trailing),
        .init("min", .trailing), .init("max", .trailing), .init("histogram"),
      ],
      rows: parameters.map { parameter in
        let values = parameter.values.filter(\.isFinite)
        let count = Double(max(1, values.count))
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let numbers = [mean, variance.squareRoot(), values.min() ?? .nan, values.max() ?? .nan]
        return [Table.Cell(parameter.name), Table.Cell(parameter.shape)]
          + numbers.map { Table.Cell(formatted($0, as: .general, digits: 3)) }
          + [Table.Cell(Self.blocks(Histogram(of: values, .count(16)).counts))]
      },
      caption: title.isEmpty ? nil : title
    ).text
  }

  /// Heights as blocks of eighths: `▁▂▅█▃`.
  private static func blocks(_ counts: [Double]) -> String {
    let signs = Array(" ▁▂▃▄▅▆▇█")
    let greatest = counts.max() ?? 0
    guard greatest > 0 else { return "" }
    return String(counts.map { signs[$0 == 0 ? 0 : max(1, Int(($0 / greatest * 8).rounded()))] })
  }
}
