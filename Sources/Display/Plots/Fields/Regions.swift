extension FieldMark {
  /// The regions of a classifier: each class in its colour, the surer the stronger.
  ///
  /// Values are class + sureness, with a sureness from 0 to just below 1.
  public static let regions = FieldMark(name: "decision regions", coversBox: false) {
    field,
    frame in
    guard let area = field.grid.area(on: frame) else { return [] }
    let (columns, rows) = (field.grid.xs.count, field.grid.ys.count)
    let isUpsideDown = frame.y.start > frame.y.end
    let cells = (0..<rows).flatMap { row in
      let row = isUpsideDown ? rows - 1 - row : row
      return field.grid.values[row * columns..<(row + 1) * columns].map(tone)
    }
    var raster = Raster(columns: columns, rows: rows, cells: cells, tones: tones)
    raster.isSmooth = true
    return [.raster(raster, in: area)]
  }

  /// How many degrees of sureness are told apart, and how many classes have a colour.
  private static let degrees = 20
  private static let classes = 12

  private static func tone(of value: Double) -> UInt8 {
    guard value.isFinite, value >= 0, value < 1e9 else { return UInt8(degrees * classes) }
    let kind = Int(value) % classes
    let degree = min(Int((value - value.rounded(.down)) * Double(degrees)), degrees - 1)
    return UInt8(kind * degrees + degree)
  }

  private static let tones: [Raster.Tone] = {
    let all = (0..<classes).flatMap { kind in
      (0..<degrees).map { degree in
        Raster.Tone(
          color: Palette.color(ofSeries: kind),
          opacity: 0.08 + 0.34 * (Double(degree) + 0.5) / Double(degrees),
          sign: signs[kind % signs.count]
        )
      }
    }
    return all + [Raster.Tone(color: Color(0x80_8080), opacity: 0, sign: "?")]
  }()

  private static let signs: [Character] = ["·", "-", "'", ":", "~", "_"]
}
