/// Curves, points and fields between two axes.
public struct Plot: Sendable {
  /// How an axis turns numbers into places.
  public enum Scale: Sendable {
    case linear
    case logarithmic
  }

  /// One curve or cloud of points.
  public struct Series: Sendable {
    /// Its entry in the legend; empty for none.
    public let name: String
    public let mark: Mark
    public let xs: [Double]
    public let ys: [Double]
    /// Drawn with dashes, as a tangent or a reference is.
    public let isDashed: Bool
    /// Whether the points sample a function, whose poles then are cut off.
    public let samplesFunction: Bool
    /// Its place among the colours of series, where that is not its place among the series.
    public let color: Int?
    /// Drawn thin and pale: what a smoother curve over it is made from.
    public let isFaint: Bool

    /// Pairs `xs` with `ys`; what is left over of the longer one is dropped.
    public init(
      name: String = "",
      mark: Mark = .line,
      xs: [Double],
      ys: [Double],
      isDashed: Bool = false,
      samplesFunction: Bool = false,
      color: Int? = nil,
      isFaint: Bool = false
    ) {
      let count = min(xs.count, ys.count)
      self.name = name
      self.mark = mark
      self.xs = Array(xs.prefix(count))
      self.ys = Array(ys.prefix(count))
      self.isDashed = isDashed
      self.samplesFunction = samplesFunction
      self.color = color
      self.isFaint = isFaint
    }

    /// The same points under another name and in another colour.
    public func with(name: String, color: Int?) -> Series {
      Series(
        name: name,
        mark: mark,
        xs: xs,
        ys: ys,
        isDashed: isDashed,
        samplesFunction: samplesFunction,
        color: color,
        isFaint: isFaint
      )
    }

    var points: [Point] { zip(xs, ys).map { Point(x: $0, y: $1) } }
  }

  /// What fills the box below the series.
  public let fields: [Field]
  public let series: [Series]
  public let title: String
  public let xLabel: String
  public let yLabel: String
  public let xScale: Scale
  public let yScale: Scale
  /// What the axes cover; nil for what the data need.
  public let xLimits: ClosedRange<Double>?
  public let yLimits: ClosedRange<Double>?
  /// The size of the SVG in pixels.
  public let width: Int
  public let height: Int

  public init(
    _ series: [Series],
    fields: [Field] = [],
    title: String = "",
    xLabel: String = "",
    yLabel: String = "",
    xScale: Scale = .linear,
    yScale: Scale = .linear,
    xLimits: ClosedRange<Double>? = nil,
    yLimits: ClosedRange<Double>? = nil,
    width: Int = 560,
    height: Int = 340
  ) {
    self.fields = fields
    self.series = series
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.xScale = xScale
    self.yScale = yScale
    self.xLimits = xLimits
    self.yLimits = yLimits
    self.width = min(max(width, 160), 4000)
    self.height = min(max(height, 120), 4000)
  }
}

extension Plot: Displayable {
  public var bundle: MIMEBundle {
    MIMEBundle(plainText: text, [.init(.svg, svg)])
  }
}
