/// Colours in order, for numbers from 0 to 1.
public struct ColorScale: Sendable {
  private let anchors: [Color]

  private init(_ anchors: [UInt32]) {
    self.anchors = anchors.map(Color.init)
  }

  /// The colour at a part from 0 to 1; what lies outside takes the nearer end.
  func color(at part: Double) -> Color {
    let place = min(max(part, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(place), anchors.count - 2)
    return anchors[index].mixed(with: anchors[index + 1], place - Double(index))
  }

  /// From dark to bright: the amounts of a heat map.
  public static let sequential = ColorScale([
    0x2b_1f5c, 0x34_4a93, 0x2a_7a9b, 0x2f_a58a, 0x7c_c563, 0xf2_e34c,
  ])

  /// From blue over near white to red: amounts at both sides of zero.
  public static let diverging = ColorScale([
    0x1f_5fae, 0x7f_aedb, 0xf1_f0ee, 0xe7_9c80, 0xb8_372b,
  ])

  /// From near white to blue: counts and shares.
  public static let counts = ColorScale([0xef_f4fb, 0x9f_c2e8, 0x1f_5fae])

  /// From black to white: images.
  public static let grays = ColorScale([0x00_0000, 0xff_ffff])

  /// Hues of middle lightness, for thin lines on light and on dark pages.
  public static let lines = ColorScale([
    0x8b_6fd8, 0x3b_82d6, 0x1b_98a6, 0x1a_9641, 0xc9_8a0b, 0xe2_711d, 0xe0_413b,
  ])
}
