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
    public fileprivate(set) var name: String
    public let mark: Mark
    public let xs: [Double]
    public let ys: [Double]
    /// Drawn with dashes, as a tangent or a reference is.
    public let isDashed: Bool
    /// Whether the points sample a function, whose poles then are cut off.
    public let samplesFunction: Bool
    /// Its place among the colours of series, where that is not its place among the series.
    public fileprivate(set) var color: Int?
    /// Drawn thin and pale: what a smoother curve over it is made from.
    public let isFaint: Bool
    /// Its place among bars that stand side by side, and how many those are.
    public let slot: (position: Int, count: Int)
    /// Whether its dots have a rim, to stand out on coloured ground.
    public let isRimmed: Bool
    /// Whether its areas let others show through.
    public let isTranslucent: Bool

    /// Pairs `xs` with `ys`; what is left over of the longer one is dropped.
    public init(
      name: String = "",
      mark: Mark = .line,
      xs: [Double],
      ys: [Double],
      isDashed: Bool = false,
      samplesFunction: Bool = false,
      color: Int? = nil,
      isFaint: Bool = false,
      slot: (position: Int, count: Int) = (0, 1),
      isRimmed: Bool = false,
      isTranslucent: Bool = false
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
      self.slot = slot
      self.isRimmed = isRimmed
      self.isTranslucent = isTranslucent
    }

    /// The same points under another name and in another colour.
    public func with(name: String, color: Int?) -> Series {
      var copy = self
      copy.name = name
      copy.color = color
      return copy
    }

    var points: [Point] { zip(xs, ys).map { Point(x: $0, y: $1) } }
  }

  /// What fills the box below the series.
  public let fields: [Field]
  public private(set) var series: [Series]
  public let title: String
  public let xLabel: String
  public let yLabel: String
  public let xScale: Scale
  public let yScale: Scale
  /// What the axes cover; nil for what the data need.
  public let xLimits: ClosedRange<Double>?
  public let yLimits: ClosedRange<Double>?
  /// A remark below the plot, as on what was left out; empty for none.
  public let note: String
  /// Names for the places 0, 1, 2, … in place of numbers; empty for numbers.
  public let xNames: [String]
  public let yNames: [String]
  /// Whether the vertical axis runs down, as the rows of a matrix do.
  public let runsDown: Bool
  /// Whether both axes have one scale, as the pixels of an image need.
  public let isEqual: Bool
  /// What a screen reader says of it in place of a title; empty for what it consists of.
  private(set) var spoken = ""
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
    xNames: [String] = [],
    yNames: [String] = [],
    runsDown: Bool = false,
    isEqual: Bool = false,
    note: String = "",
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
    self.xNames = xNames
    self.yNames = yNames
    self.runsDown = runsDown
    self.isEqual = isEqual
    self.note = note
    self.width = min(max(width, 160), 4000)
    self.height = min(max(height, 120), 4000)
  }

  /// The same plot with words for people who do not see it, where it has no title.
  public func spoken(as words: String) -> Plot {
    var copy = self
    copy.spoken = words
    return copy
  }

  /// Without what stands back, unless that is all there is.
  var withoutFaintSeries: Plot {
    var copy = self
    let told = series.filter { !$0.isFaint }
    if !told.isEmpty { copy.series = told }
    return copy
  }
}

extension Plot: Displayable {
  public var bundle: MIMEBundle {
    MIMEBundle(plainText: text, [.init(.svg, svg)])
  }
}
