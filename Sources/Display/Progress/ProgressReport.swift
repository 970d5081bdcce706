/// How far something is that takes a while: a bar, figures, and what there is to see so far.
///
/// With a `pace` it is a frame of an output that is updated in place; without one it holds no figure of the clock
/// and can be stored.
public struct ProgressReport: Sendable {
  /// How fast it goes.
  public struct Pace: Sendable {
    /// Steps a second.
    public let rate: Double
    public let secondsLeft: Double

    public init(rate: Double, secondsLeft: Double) {
      self.rate = rate
      self.secondsLeft = secondsLeft
    }
  }

  /// What stands before the bar: `epoch 3 of 10`.
  public let title: String
  /// Between 0 and 1.
  public let fraction: Double
  /// What stands behind the bar: `loss 0.25`.
  public let figures: [String]
  public let pace: Pace?
  /// Why it ended before its end; empty where it did not.
  public let remark: String
  /// Shown below the bar where there is room.
  public let detail: (any Displayable)?

  public init(
    _ title: String,
    fraction: Double,
    figures: [String] = [],
    pace: Pace? = nil,
    remark: String = "",
    detail: (any Displayable)? = nil
  ) {
    self.title = title
    self.fraction = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    self.figures = figures
    self.pace = pace
    self.remark = remark
    self.detail = detail
  }

  /// Without what is shown below the bar.
  public var withoutDetail: ProgressReport {
    ProgressReport(title, fraction: fraction, figures: figures, pace: pace, remark: remark)
  }
}

extension ProgressReport: Displayable {
  /// Everything on one line of text.
  public var line: String { line(figures: figures, barWidth: Self.barWidth) }

  /// A line of so many columns at most: first the bar gives way, then figures from the last on.
  public func line(columns: Int) -> String {
    let kept = stride(from: figures.count, through: min(1, figures.count), by: -1)
    let lines =
      [Self.barWidth, Self.barWidth / 2].map { line(figures: figures, barWidth: $0) }
      + kept.map { line(figures: Array(figures.prefix($0)), barWidth: Self.barWidth / 2) }
      + kept.map { line(figures: Array(figures.prefix($0)), barWidth: 0) }
    return lines.first { displayWidth($0) <= columns } ?? String(title.prefix(columns))
  }

  private func line(figures: [String], barWidth: Int) -> String {
    ([title, bar(width: barWidth)] + figures + ending).filter { !$0.isEmpty }.joined(
      separator: "  "
    )
  }

  public var bundle: MIMEBundle {
    // Drawing takes longer than all else here: once for both forms.
    let shown = detail?.bundle
    let text = [line, shown?.plainText].compactMap { $0 }.joined(separator: "\n")
    return MIMEBundle(plainText: text, [.init(.html, html(with: shown))])
  }

  /// Pace and remark.
  private var ending: [String] {
    let speed = pace.map { [rateText($0.rate), "\(durationText($0.secondsLeft)) left"] } ?? []
    return speed + (remark.isEmpty ? [] : [remark])
  }

  private func bar(width: Int) -> String {
    guard width > 0 else { return "" }
    let eighths = Int((fraction * Double(width * 8)).rounded(.down))
    let full = String(repeating: "█", count: eighths / 8)
    let part = eighths % 8 == 0 ? "" : String(Self.parts[eighths % 8 - 1])
    let rest = width - eighths / 8 - (part.isEmpty ? 0 : 1)
    return "▕" + full + part + spaces(rest) + "▏"
  }

  private func html(with shown: MIMEBundle?) -> String {
    let percent = coordinate(fraction * 100, decimals: 1)
    let label = escapedForXML(title)
    let bar =
      "<span role=\"progressbar\" aria-label=\"\(label)\" aria-valuemin=\"0\" "
      + "aria-valuemax=\"100\" aria-valuenow=\"\(percent)\" style=\"\(Self.troughStyle)\">"
      + "<span style=\"\(Self.fillStyle);width:\(percent)%\"></span></span>"
    let texts = (figures + ending).map { "<span>\(escapedForXML($0))</span>" }
    let line =
      "<div style=\"\(Self.lineStyle)\"><strong>\(label)</strong>\(bar)\(texts.joined())</div>"
    guard let shown else { return line }
    return line + "<div>\(shown.pageContent)</div>"
  }

  private static let barWidth = 20
  private static let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let lineStyle =
    "display:flex;flex-wrap:wrap;gap:0.2em 1em;align-items:center;"
    + "font-variant-numeric:tabular-nums"
  private static let troughStyle =
    "display:inline-block;width:12em;height:0.55em;border-radius:0.3em;overflow:hidden;"
    + "background:rgba(127,134,143,0.3)"
  private static let fillStyle =
    "display:block;height:100%;background:\(Palette.parameter)"
}

extension MIMEBundle {
  /// The richest form that can stand within a page of HTML.
  var pageContent: String {
    self[.html] ?? self[.svg] ?? "<pre>\(escapedForXML(plainText))</pre>"
  }
}

/// A number of steps a second: `1240/s`, `0.25/s`.
private func rateText(_ rate: Double) -> String {
  guard rate.isFinite else { return "" }
  let style = NumberStyle(precision: rate >= 100 ? 15 : 2)
  return style.text(rate >= 100 ? rate.rounded() : rate) + "/s"
}

/// Seconds as a clock shows them: `0:07`, `1:02:03`.
private func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "long" }
  let whole = Int(seconds.rounded(.up))
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  let tail = whole % 60 < 10 ? "0\(whole % 60)" : "\(whole % 60)"
  guard hours > 0 else { return "\(minutes):\(tail)" }
  return "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(tail)"
}
