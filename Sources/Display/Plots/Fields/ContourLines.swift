/// The lines on which a gridded function has one value, by marching squares.
///
/// - Source: Lorensen and Cline (1987) in two dimensions; an ambiguous square is decided by the
///   mean of its corners.
struct ContourLines {
  private let grid: Grid
  /// The places of columns and rows on the page.
  private let columns: [Double]
  private let rows: [Double]

  /// Lines are drawn where columns and rows stand on the page.
  init(of grid: Grid, columns: [Double], rows: [Double]) {
    self.grid = grid
    self.columns = columns
    self.rows = rows
  }

  /// Connected lines at a level; a closed one ends where it began.
  ///
  /// Squares with a corner that is not finite have no line.
  func lines(at level: Double) -> [[Point]] {
    let segments = segments(at: level)
    var meeting = Meetings(edgeCount: 2 * grid.values.count)
    for (index, segment) in segments.enumerated() {
      meeting.add(index, at: segment.0)
      meeting.add(index, at: segment.1)
    }
    var isUsed = Array(repeating: false, count: segments.count)
    func line(from first: Int, entering edge: Int) -> [Point] {
      var points = [place(ofEdge: edge, level)]
      var index: Int? = first
      var edge = edge
      while let here = index, !isUsed[here] {
        isUsed[here] = true
        edge = segments[here].0 == edge ? segments[here].1 : segments[here].0
        points.append(place(ofEdge: edge, level))
        index = meeting.other(than: here, at: edge)
      }
      return points
    }
    var lines: [[Point]] = []
    // Open lines first, from their ends; what is left are rings.
    for (index, segment) in segments.enumerated() where !isUsed[index] {
      for edge in [segment.0, segment.1]
      where !isUsed[index] && meeting.other(than: index, at: edge) == nil {
        lines.append(line(from: index, entering: edge))
      }
    }
    for (index, segment) in segments.enumerated() where !isUsed[index] {
      lines.append(line(from: index, entering: segment.0))
    }
    return lines
  }

  /// Pairs of edges that a piece of line crosses.
  ///
  /// Edge 2k goes from crossing k to the right, edge 2k + 1 to the next row.
  private func segments(at level: Double) -> [(Int, Int)] {
    let width = grid.xs.count
    guard width > 1, grid.ys.count > 1 else { return [] }
    var result: [(Int, Int)] = []
    for row in 0..<grid.ys.count - 1 {
      for column in 0..<width - 1 {
        let corner = row * width + column
        let values = (
          grid.values[corner], grid.values[corner + 1], grid.values[corner + width + 1],
          grid.values[corner + width]
        )
        let mean = (values.0 + values.1 + values.2 + values.3) / 4
        guard mean.isFinite else { continue }
        let above =
          (values.0 >= level ? 1 : 0) + (values.1 >= level ? 2 : 0) + (values.2 >= level ? 4 : 0)
          + (values.3 >= level ? 8 : 0)
        let near = 2 * corner
        let right = 2 * (corner + 1) + 1
        let far = 2 * (corner + width)
        let left = near + 1
        switch above {
        case 1, 14: result.append((left, near))
        case 2, 13: result.append((near, right))
        case 3, 12: result.append((left, right))
        case 4, 11: result.append((right, far))
        case 6, 9: result.append((near, far))
        case 7, 8: result.append((left, far))
        case 5:
          result += mean >= level ? [(near, right), (left, far)] : [(left, near), (right, far)]
        case 10:
          result += mean >= level ? [(left, near), (right, far)] : [(near, right), (left, far)]
        default: break
        }
      }
    }
    return result
  }

  /// Where the level is met on an edge, by linear interpolation.
  private func place(ofEdge edge: Int, _ level: Double) -> Point {
    let width = grid.xs.count
    let corner = edge / 2
    let (column, row) = (corner % width, corner / width)
    let isVertical = edge % 2 == 1
    let from = grid.values[corner]
    let to = grid.values[isVertical ? corner + width : corner + 1]
    let part = min(max((level / 2 - from / 2) / (to / 2 - from / 2), 0), 1)
    return isVertical
      ? Point(x: columns[column], y: rows[row] + part * (rows[row + 1] - rows[row]))
      : Point(x: columns[column] + part * (columns[column + 1] - columns[column]), y: rows[row])
  }
}

/// The one or two pieces of line that meet at each edge.
private struct Meetings {
  private var first: [Int32]
  private var second: [Int32]

  init(edgeCount: Int) {
    first = Array(repeating: -1, count: edgeCount)
    second = first
  }

  mutating func add(_ segment: Int, at edge: Int) {
    if first[edge] < 0 { first[edge] = Int32(segment) } else { second[edge] = Int32(segment) }
  }

  func other(than segment: Int, at edge: Int) -> Int? {
    let other = first[edge] == Int32(segment) ? second[edge] : first[edge]
    return other < 0 ? nil : Int(other)
  }
}
