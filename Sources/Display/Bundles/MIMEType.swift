/// The kind of a representation, as Jupyter keys it: never with parameters.
public struct MIMEType: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  /// Drops what follows a `;`, because front ends look keys up literally.
  public init(rawValue: String) {
    let essence = rawValue.prefix { $0 != ";" }
    self.rawValue = String(essence.filter { $0 != " " })
  }

  public static let plainText = MIMEType(rawValue: "text/plain")
  public static let html = MIMEType(rawValue: "text/html")
  public static let markdown = MIMEType(rawValue: "text/markdown")
  public static let latex = MIMEType(rawValue: "text/latex")
  public static let svg = MIMEType(rawValue: "image/svg+xml")
  public static let json = MIMEType(rawValue: "application/json")
}
