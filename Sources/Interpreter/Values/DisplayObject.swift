import Display

/// A value that is only looked at: a drawing, a derivation, a table.
struct DisplayObject: ValueObject {
  let typeName: String
  private let content: any Displayable

  init(_ typeName: String, _ content: any Displayable) {
    self.typeName = typeName
    self.content = content
  }

  func text(in context: Context) throws -> String { content.bundle.plainText }

  func bundle(in context: Context) throws -> MIMEBundle { content.bundle }
}
