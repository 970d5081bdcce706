/// A page of characters, each of two by four dots.
struct TextCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var signs: [Character?]
  /// What shows where nothing else does.
  private var ground: [Character]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    dots = Array(repeating: 0, count: columns * rows)
    signs = Array(repeating: nil, count: columns * rows)
    ground = Array(repeating: " ", count: columns * rows)
  }

  var dotWidth: Double { Double(columns * 2) }
  var dotHeight: Double { Double(rows * 4) }

  func row(of y: Double) -> Int { min(max(Int(y / 4), 0), rows - 1) }

  var lines: [String] {
    (0..<rows).map { row in
      var line: [UInt8] = []
      line.reserveCapacity(3 * columns)
      for cell in row * columns..<(row + 1) * columns {
        if let sign = signs[cell] {
          line += sign.utf8
        } else if dots[cell] == 0 {
          line += ground[cell].utf8
        } else {
          line += Self.braille(dots[cell])
        }
      }
      return String(decoding: line, as: UTF8.self)
    }
  }

  /// Puts ink on the page: as dots, or as one sign a cell where series are told apart by signs.
  mutating func draw(_ ink: Ink, within box: Rectangle, sign: Character?) {
    switch ink {
    case .dot(let place):
      if box.contains(place) { mark(place, sign) }
    case .stroke(let line, _):
      for part in box.clipped(line) {
        for (from, to) in zip(part, part.dropFirst()) { drawSegment(from, to, sign) }
      }
    case .raster(let raster, let area):
      shade(raster, in: area)
    case .symbol(let symbol, let place):
      if box.contains(place) { mark(place, symbol.sign) }
    case .text(let text, let place, _, _):
      if box.contains(place) { write(text, at: place) }
    case .area(let area):
      guard let area = box.clipped(area) else { return }
      for y in Int(area.minY)...Int(area.maxY) {
        for x in Int(area.minX)...Int(area.maxX) {
          mark(Point(x: Double(x), y: Double(y)), sign)
        }
      }
    }
  }

  /// Takes away the dots inside a convex or star-shaped outline, as paper over them would.
  mutating func clear(inside outline: [Point]) {
    let box = Rectangle(around: outline)
    for y in max(0, Int(box.minY))...max(0, min(Int(box.maxY), rows * 4 - 1)) {
      for x in max(0, Int(box.minX))...max(0, min(Int(box.maxX), columns * 2 - 1)) {
        let center = Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
        guard outline.surrounds(center) else { continue }
        dots[y / 4 * columns + x / 2] &= ~Self.bit(column: x % 2, row: y % 4)
      }
    }
  }

  /// Fills the page behind everything else with a picture's signs.
  private mutating func shade(_ raster: Raster, in area: Rectangle) {
    guard area.width > 0, area.height > 0 else { return }
    for row in 0..<rows {
      for column in 0..<columns {
        let x = (Double(column) * 2 + 1 - area.minX) / area.width
        let y = (Double(row) * 4 + 2 - area.minY) / area.height
        guard (0..<1).contains(x), (0..<1).contains(y) else { continue }
        ground[row * columns + column] =
          raster.tone(
            column: Int(x * Double(raster.columns)),
            row: Int(y * Double(raster.rows))
          ).sign
      }
    }
  }

  /// Writes a text with its middle at a place; what does not fit into the row is cut off.
  private mutating func write(_ text: String, at place: Point) {
    let row = row(of: place.y)
    let start = Int((place.x / 2 - Double(displayWidth(text)) / 2).rounded())
    for (offset, character) in text.enumerated() where (0..<columns).contains(start + offset) {
      signs[row * columns + start + offset] = character
    }
  }

  private mutating func drawSegment(_ from: Point, _ to: Point, _ sign: Character?) {
    let steps = max(1, Int((max(abs(to.x - from.x), abs(to.y - from.y)) * 2).rounded(.up)))
    for step in 0...steps {
      let part = Double(step) / Double(steps)
      let x = from.x + (to.x - from.x) * part
      mark(Point(x: x, y: from.y + (to.y - from.y) * part), sign)
    }
  }

  private mutating func mark(_ place: Point, _ sign: Character?) {
    let x = min(max(Int(place.x), 0), columns * 2 - 1)
    let y = min(max(Int(place.y), 0), rows * 4 - 1)
    let cell = y / 4 * columns + x / 2
    if let sign {
      signs[cell] = sign
    } else {
      dots[cell] |= Self.bit(column: x % 2, row: y % 4)
    }
  }

  /// The bit of a dot in Unicode's braille patterns: 1–3 and 7 on the left, 4–6 and 8 on the right.
  private static func bit(column: Int, row: Int) -> UInt8 {
    if row == 3 { return column == 0 ? 0x40 : 0x80 }
    return 1 << UInt8(row + 3 * column)
  }

  /// The pattern of dots, U+2800 to U+28FF, in UTF-8.
  private static func braille(_ pattern: UInt8) -> [UInt8] {
    [0xE2, 0xA0 | pattern >> 6, 0x80 | pattern & 0x3F]
  }
}

extension Symbol {
  /// How it shows in a console.
  fileprivate var sign: Character {
    switch self {
    case .start: "S"
    case .end: "★"
    case .spot: "◎"
    }
  }
}

extension [Point] {
  /// Whether a ray from the point crosses the outline an odd number of times.
  fileprivate func surrounds(_ point: Point) -> Bool {
    zip(self, dropFirst() + prefix(1)).reduce(false) { isInside, side in
      let (from, to) = side
      guard (from.y > point.y) != (to.y > point.y) else { return isInside }
      let crossing = from.x + (point.y - from.y) / (to.y - from.y) * (to.x - from.x)
      return point.x < crossing ? !isInside : isInside
    }
  }
}
