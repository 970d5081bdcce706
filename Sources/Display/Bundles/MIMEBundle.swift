/// One result in several representations, the plain text always among them.
public struct MIMEBundle: Sendable {
  /// One representation.
  public struct Entry: Hashable, Sendable {
    public let type: MIMEType
    public let content: String

    public init(_ type: MIMEType, _ content: String) {
      self.type = type
      self.content = content
    }
  }

  public let plainText: String
  private let rich: [Entry]

  public init(plainText: String, _ rich: [Entry] = []) {
    self.plainText = plainText
    self.rich = rich.filter { $0.type != .plainText }
  }

  /// Plain text first, then the others in the order they were given.
  public var entries: [Entry] { [Entry(.plainText, plainText)] + rich }

  public subscript(type: MIMEType) -> String? {
    entries.first { $0.type == type }?.content
  }
}

extension MIMEBundle: Displayable {
  public var bundle: MIMEBundle { self }
}

/// Something that can be shown in a front end.
public protocol Displayable: Sendable {
  var bundle: MIMEBundle { get }
}
