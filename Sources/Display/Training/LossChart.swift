/// The losses of a training as curves over its epochs, and as a short table.
///
/// Every batch is a pale line and its running mean a full one; the losses of validation data are dashed, and the best
/// epoch is marked. The axis is logarithmic where the losses span two decades or more.
public struct LossChart: Sendable {
  /// The loss of every batch, in order.
  public let batchLosses: [Double]
  /// How many batches make an epoch.
  public let batchCount: Int
  /// The loss of every finished epoch.
  public let losses: [Double]
  /// After every finished epoch; empty where there are no validation data.
  public let validationLosses: [Double]
  /// Counted from 0; nil where none stands out.
  public let bestEpoch: Int?
  /// The metrics of every finished epoch, by the titles of their columns.
  public let metrics: [(name: String, values: [Double])]

  public init(
    batchLosses: [Double],
    batchCount: Int,
    losses: [Double],
    validationLosses: [Double] = [],
    bestEpoch: Int? = nil,
    metrics: [(name: String, values: [Double])] = []
  ) {
    self.batchLosses = batchLosses
    self.batchCount = max(1, batchCount)
    self.losses = losses
    self.validationLosses = validationLosses
    self.bestEpoch = bestEpoch
    self.metrics = metrics
  }

  /// The curves; `scale` is chosen by the data where it is nil.
  public func plot(scale: Plot.Scale? = nil, title: String = "", height: Int = 260) -> Plot {
    Plot(
      series,
      title: title,
      xLabel: "epoch",
      yLabel: "loss",
      yScale: scale ?? suitableScale,
      height: height
    )
  }

  private var series: [Plot.Series] {
    var result: [Plot.Series] = []
    if isNoisy {
      let raw = thinned(batchLosses, to: Self.pointLimit)
      result.append(
        Plot.Series(
          xs: raw.map { epoch(ofBatch: $0.place) },
          ys: raw.map(\.value),
          color: 0,
          isFaint: true
        )
      )
    }
    let smooth = thinned(isNoisy ? smoothed : batchLosses, to: Self.pointLimit)
    result.append(
      Plot.Series(
        name: "loss",
        xs: smooth.map { epoch(ofBatch: $0.place) },
        ys: smooth.map(\.value),
        color: 0
      )
    )
    if !validationLosses.isEmpty {
      let shown = thinned(validationLosses, to: Self.pointLimit)
      result.append(
        Plot.Series(
          name: "validation loss",
          xs: shown.map { Double($0.place + 1) },
          ys: shown.map(\.value),
          isDashed: true,
          color: 0
        )
      )
    }
    return result + bestMark
  }

  private var bestMark: [Plot.Series] {
    let judged = validationLosses.isEmpty ? losses : validationLosses
    guard let bestEpoch, judged.indices.contains(bestEpoch), judged.count > 1 else { return [] }
    return [
      Plot.Series(
        name: "best: epoch \(bestEpoch + 1)",
        mark: .spots,
        xs: [Double(bestEpoch + 1)],
        ys: [judged[bestEpoch]],
        color: 0
      )
    ]
  }

  /// Whether an epoch has several batches, whose losses differ by chance.
  private var isNoisy: Bool { batchCount > 1 && batchLosses.count > 2 }

  private func epoch(ofBatch place: Int) -> Double { Double(place + 1) / Double(batchCount) }

  /// A mean over about an epoch to both sides, at most a fifteenth of the run and at least a fiftieth of it.
  private var smoothed: [Double] {
    let count = batchLosses.count
    return Smoothing.mean(batchLosses, span: max(2, min(batchCount, count / 15), count / 50))
  }

  private var suitableScale: Plot.Scale {
    .fitting((isNoisy ? smoothed : batchLosses) + validationLosses)
  }

  private static let pointLimit = 400
}

extension LossChart: Displayable {
  public var bundle: MIMEBundle {
    Stack([plot(), table]).bundle
  }

  /// Some epochs from the first to the last, the best one among them.
  public var table: Table {
    var columns = [Table.Column("epoch", .trailing), .init("loss", .trailing)]
    if !validationLosses.isEmpty { columns.append(.init("validation loss", .trailing)) }
    columns += metrics.map { .init($0.name, .trailing) }
    let rows = shownEpochs.map { epoch -> [Table.Cell] in
      var numbers = [losses[epoch]]
      if validationLosses.indices.contains(epoch) { numbers.append(validationLosses[epoch]) }
      numbers += metrics.map { $0.values.indices.contains(epoch) ? $0.values[epoch] : .nan }
      let emphasis: Table.Emphasis = epoch == bestEpoch && losses.count > 1 ? .strong : .none
      let mark = emphasis == .strong ? "best \(epoch + 1)" : "\(epoch + 1)"
      return [.init(mark, emphasis)]
        + numbers.map { .init(NumberStyle(precision: 4).text($0), emphasis) }
    }
    return Table(columns, rows: rows)
  }

  private var shownEpochs: [Int] {
    let count = losses.count
    guard count > Self.rowLimit else { return Array(losses.indices) }
    let even = (0..<Self.rowLimit).map { $0 * (count - 1) / (Self.rowLimit - 1) }
    return Set(even + [bestEpoch].compactMap { $0 }.filter { $0 < count }).sorted()
  }

  private static let rowLimit = 6
}

/// Values of a long list with their places: of each stretch the first, least, greatest and last.
private func thinned(_ values: [Double], to limit: Int) -> [(place: Int, value: Double)] {
  guard values.count > limit else { return values.enumerated().map { ($0.offset, $0.element) } }
  let stretch = (values.count * 4 + limit - 1) / limit
  var result: [(place: Int, value: Double)] = []
  var start = 0
  while start < values.count {
    let end = min(start + stretch, values.count)
    var (least, greatest) = (start, start)
    for place in start..<end {
      if values[place] < values[least] { least = place }
      if values[place] > values[greatest] { greatest = place }
    }
    var last = -1
    for place in [start, min(least, greatest), max(least, greatest), end - 1] where place > last {
      result.append((place, values[place]))
      last = place
    }
    start = end
  }
  return result
}
