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
    return Plot(
      [],
      fields: [field],
      title: title,
      xLabel: "predicted",
      yLabel: "true",
      xNames: names,
      yNames: names,
      runsDown: true,
      width: width ?? min(max(300, 120 + size * 52), 760),
      height: height ?? min(max(240, 90 + size * 42), 640)
    )
  }
}
