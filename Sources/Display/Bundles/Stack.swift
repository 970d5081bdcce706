/// Several things shown below each other as one.
public struct Stack: Displayable {
  public let parts: [any Displayable]

  public init(_ parts: [any Displayable]) {
    self.parts = parts
  }

  /// The first drawing is there by itself, too, for front ends that show no page.
  public var bundle: MIMEBundle {
    let bundles = parts.map(\.bundle)
    let text = bundles.map(\.plainText).joined(separator: "\n")
    let page = bundles.map { "<div>\($0.pageContent)</div>" }.joined()
    var rich = [MIMEBundle.Entry(.html, page)]
    if let drawing = bundles.compactMap({ $0[.svg] }).first { rich.append(.init(.svg, drawing)) }
    return MIMEBundle(plainText: text, rich)
  }
}
