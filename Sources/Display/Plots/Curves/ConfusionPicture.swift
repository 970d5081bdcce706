extension Plot {
  /// The picture of a confusion matrix: counts, each with its share of the true class.
  ///
  /// Rows are true classes, columns predicted ones; the deeper the colour, the greater the share.
  public static func confusion(
    counts: [[Int]],
    names: [String],
    title: String = "",
    width: Int? = nil,
    height: Int? = nil
  ) -> Plot {
    let size = counts.count
    let shares = counts.map { row -> [Double] in
      let total = row.reduce(0, +)
      return row.map { total > 0 ? Double($0) / Double(total) : 0 }
    }
    let places = (0..<size).map(Double.init)
    let texts = zip(counts, shares).flatMap { row, shares in
      zip(row, shares).map { count, share in
        count == 0 ? "0" : "\(count)\n\(formatted(share * 100, as: .fixed, digits: 0)) %"
      }
    }
    let field = Field(
      .cells,
      Grid(xs: places, ys: places, values: shares.flatMap { $0 }),
      shading: Shading(.counts, 0...1, title: "share of the true class"),
      texts: texts
    )
    let page = confusionPage(names, hasTitle: !title.isEmpty)
    return Plot(
      [],
      fields: [field],
      title: title,
      xLabel: "predicted",
      yLabel: "true",
      xNames: names,
      yNames: names,
      runsDown: true,
      width: width ?? page.width,
      height: height ?? page.height
    )
    .spoken(as: confusionWords(counts))
  }

  /// `confusion matrix of 3 classes: 140 of 150 right`.
  private static func confusionWords(_ counts: [[Int]]) -> String {
    let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
    let classes = counts.count == 1 ? "1 class" : "\(counts.count) classes"
    return "confusion matrix of \(classes): \(right) of \(counts.joined().reduce(0, +)) right"
  }

  /// A page on which every cell is square and has room for its count, whatever the names beside it.
  private static func confusionPage(_ names: [String], hasTitle: Bool) -> (width: Int, height: Int)
  {
    let cell = confusionCells.first { names.count <= $0.count }?.side ?? smallestCell
    let side = Double(names.count) * cell
    let widths = Ticks(names: names).major.map {
      estimatedWidth($0.label, fontSize: PlotLayout.tickSize)
    }
    let widest = widths.max() ?? 0
    let leans = widest + 6 > cell
    // The mark, the label and the names on the left; what a name that leans below the first cell needs.
    let left = max(34 + widest, leans ? 0.766 * (widths.first ?? 0) - cell / 2 + 8 : 0)
    let bar = 66.0
    let bottom = 20 + (leans ? 16 + 0.643 * widest : 24)
    let top = hasTitle ? 34.0 : 10
    return (Int(left + side + 8 + bar), Int(top + side + bottom))
  }

  /// The side of a cell, in pixels, up to a number of classes.
  private static let confusionCells: [(count: Int, side: Double)] = [
    (1, 140), (2, 90), (3, 68), (6, 56), (12, 46), (20, 32),
  ]

  private static let smallestCell = 24.0
}
