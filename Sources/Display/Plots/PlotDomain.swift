extension Plot {
  /// The numbers the horizontal axis covers.
  var xRange: ClosedRange<Double> {
    if let xLimits { return xLimits }
    let room = series.contains { $0.mark.needsRoom } ? 0.04 : 0
    let ends = series.flatMap { $0.mark.standsOnZero ? barEnds($0) : $0.xs }
    return xScale.padded(xScale.usable(ends + fields.flatMap(\.xExtent)), by: room)
  }

  /// Whether all points stand at whole numbers, as steps and classes do.
  var countsAlongX: Bool {
    let numbers = series.flatMap(\.xs) + fields.flatMap(\.grid.xs)
    return numbers.contains(where: \.isFinite)
      && numbers.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
  }

  /// Whether the rows of all fields stand at whole numbers.
  var countsAlongY: Bool {
    fields.flatMap(\.grid.ys).allSatisfy { $0 == $0.rounded() }
  }

  /// Whether there is a point to draw.
  var isEmpty: Bool {
    guard !fields.contains(where: { $0.grid.values.contains(where: \.isFinite) }) else {
      return false
    }
    return !series.contains { series in
      zip(series.xs, series.ys).contains {
        !xScale.usable([$0]).isEmpty && !yScale.usable([$1]).isEmpty
      }
    }
  }

  /// The places half a bar's distance at both sides of each bar.
  private func barEnds(_ series: Series) -> [Double] {
    let half = (series.leastGap ?? 0) / 2
    return xScale == .linear ? series.xs.flatMap { [$0 - half, $0 + half] } : series.xs
  }

  /// The numbers the vertical axis covers: poles of sampled functions are cut off.
  var yRange: ClosedRange<Double> {
    if let yLimits { return yLimits }
    var numbers = series.flatMap { series in
      let ys = yScale.usable(series.ys)
      guard series.samplesFunction, yScale == .linear else { return ys }
      return withoutPoles(ys, of: series.ys)
    }
    numbers += yScale.usable(fields.flatMap(\.yExtent))
    if yScale == .linear, series.contains(where: { $0.mark.standsOnZero }) { numbers.append(0) }
    // Cells and lines of a field end where the field does.
    return yScale.padded(numbers, by: series.isEmpty && !fields.isEmpty ? 0 : 0.05)
  }
}

extension Plot {
  /// The shading whose colours need a legend.
  var legendShading: Shading? { fields.compactMap(\.shading).first }
}

extension Plot.Field {
  /// The numbers that the axes have to cover.
  fileprivate var xExtent: [Double] {
    mark.coversBox ? [false, true].map { grid.edge(grid.xs, atEnd: $0) } : grid.xs
  }

  fileprivate var yExtent: [Double] {
    mark.coversBox ? [false, true].map { grid.edge(grid.ys, atEnd: $0) } : grid.ys
  }
}

extension Plot.Series {
  /// The least distance of two points along the horizontal axis; nil where there are not two.
  var leastGap: Double? {
    let sorted = xs.filter(\.isFinite).sorted()
    return zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min()
  }
}

extension Plot.Scale {
  /// The numbers that have a place on this scale.
  func usable(_ numbers: [Double]) -> [Double] {
    numbers.filter { $0.isFinite && (self == .linear || $0 > 0) }
  }

  /// A range around some numbers with a part of its length added at both ends.
  ///
  /// No numbers give 0…1 (1…10), a single one gets room around it.
  func padded(_ numbers: [Double], by part: Double) -> ClosedRange<Double> {
    switch self {
    case .linear:
      guard let least = numbers.min(), let greatest = numbers.max() else { return 0...1 }
      let magnitude = max(abs(least), abs(greatest))
      guard greatest / 2 - least / 2 > magnitude * 1e-12 else {
        let room = magnitude == 0 ? 1 : max(magnitude * 0.1, Double.leastNormalMagnitude)
        return around(least, by: room)
      }
      // The halves keep it finite: the span of -1e308 to 1e308 is not.
      let room = (greatest / 2 - least / 2) * (2 * part)
      let limit = Double.greatestFiniteMagnitude
      return max(least - room, -limit)...min(greatest + room, limit)
    case .logarithmic:
      guard let least = numbers.min(), let greatest = numbers.max() else { return 1...10 }
      let lower = logarithm(least)
      let upper = logarithm(greatest)
      let room = upper - lower < 1e-9 ? 0.5 : (upper - lower) * part
      return powerOfTen(max(lower - room, -307))...powerOfTen(min(upper + room, 308))
    }
  }

  private func around(_ center: Double, by room: Double) -> ClosedRange<Double> {
    let limit = Double.greatestFiniteMagnitude
    return max(center - room, -limit)...min(center + room, limit)
  }
}

/// The values of a sampled function without what lies near its poles; all where it has none.
///
/// A pole shows as a jump across zero, or a rise before a missing value, many times as high as
/// nine tenths of the values are spread.
private func withoutPoles(_ finite: [Double], of samples: [Double]) -> [Double] {
  guard finite.count >= 10 else { return finite }
  let sorted = finite.sorted()
  let low = sorted[sorted.count / 10]
  let high = sorted[sorted.count - 1 - sorted.count / 10]
  let middle = sorted[sorted.count / 2]
  let spread = high - low
  guard spread > 0, spread.isFinite else { return finite }
  let hasPole = zip(samples, samples.dropFirst()).contains { from, to in
    if from.isFinite, to.isFinite {
      return (from < 0) != (to < 0) && abs(to - from) > 3 * spread
    }
    let edge = from.isFinite ? from : to
    return edge.isFinite && abs(edge - middle) > 4 * spread
  }
  guard hasPole || hasSpike(samples, middle: middle, height: 25 * spread) else { return finite }
  return finite.filter { (low - spread / 2...high + spread / 2).contains($0) }
}

/// Whether a value stands out far above the middle and both its neighbours.
private func hasSpike(_ samples: [Double], middle: Double, height: Double) -> Bool {
  samples.indices.dropFirst().dropLast().contains { position in
    let here = abs(samples[position] - middle)
    return here > height && here >= abs(samples[position - 1] - middle)
      && here >= abs(samples[position + 1] - middle)
  }
}
