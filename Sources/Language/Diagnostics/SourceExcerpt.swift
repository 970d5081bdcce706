/// The lines of a source that a message shows, with the marks below them.
struct SourceExcerpt {
  /// A line as it is shown, and the columns marked in it.
  struct Line: Equatable {
    /// Nil for lines left out.
    let number: Int?
    let text: String
    let marks: Range<Int>
  }

  /// The columns of source text a message shows at most.
  static let width = 88
  private static let tabWidth = 4
  private static let linesShown = 4

  let lines: [Line]

  init(_ location: Location) {
    let source = SourceLines(location.source)
    let count = source.bytes.count
    let lower = min(max(location.span.lower, 0), count)
    let span = Span(lower, min(max(location.span.upper, lower), count))
    var number = source.number(at: span.lower)
    var found: [(number: Int, bounds: Range<Int>)] = []
    var offset: Int? = span.lower
    while let start = offset, start < span.upper || found.isEmpty {
      let bounds = source.bounds(at: start)
      found.append((number, bounds))
      number += 1
      offset = source.nextLine(after: bounds.upperBound)
    }
    let isLong = found.count > Self.linesShown
    var lines: [Line] = []
    for (index, line) in found.enumerated() {
      if isLong, index >= Self.linesShown - 2, index < found.count - 1 {
        if index == Self.linesShown - 2 { lines.append(Line(number: nil, text: "", marks: 0..<0)) }
        continue
      }
      lines.append(Self.line(source, line.number, line.bounds, span))
    }
    self.lines = lines
  }

  private static func line(
    _ source: SourceLines,
    _ number: Int,
    _ bounds: Range<Int>,
    _ span: Span
  ) -> Line {
    let isFirst = bounds.contains(span.lower) || span.lower == bounds.upperBound
    let lower = isFirst ? span.lower : bounds.lowerBound
    let upper = max(lower, min(span.upper, bounds.upperBound))
    // Far more bytes than are shown, so that a line of any length costs the same.
    let reach = 8 * width
    let before = source.text(max(bounds.lowerBound, lower - reach), lower)
    let marked = source.text(lower, min(upper, lower + reach))
    let after = source.text(upper, min(bounds.upperBound, upper + reach))
    var cells = Cells()
    cells.append(before)
    let start =
      isFirst ? cells.count : cells.count + marked.prefix { $0 == " " || $0 == "\t" }.count
    cells.append(marked)
    let end = cells.count
    cells.append(after)
    return cells.line(number, marks: min(start, end)..<end)
  }

  /// Characters with their widths, tabs already spread.
  private struct Cells {
    private var characters: [Character] = []
    private var widths: [Int] = []
    private var column = 0

    var count: Int { characters.count }

    mutating func append(_ text: Substring) {
      for character in text {
        if character == "\t" {
          let width = tabWidth - column % tabWidth
          for _ in 0..<width { append(" ", width: 1) }
        } else {
          let shown = character.madeVisible
          append(shown, width: shown.displayWidth)
        }
      }
    }

    private mutating func append(_ character: Character, width: Int) {
      characters.append(character)
      widths.append(width)
      column += width
    }

    /// The line cut to the width of an excerpt around its marks.
    func line(_ number: Int, marks: Range<Int>) -> Line {
      var (first, last) = (marks.lowerBound, marks.lowerBound)
      var used = 0
      // The marked part first, then as much context as fits on both sides.
      while last < marks.upperBound, used + widths[last] <= SourceExcerpt.width - 8 {
        used += widths[last]
        last += 1
      }
      let isWhole = last == marks.upperBound
      var grows = true
      while grows {
        grows = false
        if isWhole, last < count, used + widths[last] <= SourceExcerpt.width {
          used += widths[last]
          last += 1
          grows = true
        }
        if first > 0, used + widths[first - 1] <= SourceExcerpt.width {
          first -= 1
          used += widths[first]
          grows = true
        }
      }
      let head = first > 0 ? "…" : ""
      let tail = last < count ? "…" : ""
      let lead = widths[first..<marks.lowerBound].reduce(head.count, +)
      let end = min(last, marks.upperBound)
      let length = widths[marks.lowerBound..<end].reduce(0, +)
      return Line(
        number: number,
        text: head + String(characters[first..<last]) + tail,
        marks: lead..<(lead + length)
      )
    }
  }
}
