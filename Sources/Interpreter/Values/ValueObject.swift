public import Display

/// A value with its own display, fields and behaviour: a gradient record, a graph, a plot, a table.
public protocol ValueObject {
  /// The kind, as `%who` lists it: `plot`.
  var typeName: String { get }
  /// What messages call it: `a plot`.
  var described: String { get }
  /// What `r.name` can be.
  var fieldNames: [String] { get }
  func field(_ name: String, in context: Context) throws -> Value?
  /// What `print` writes.
  func text(in context: Context) throws -> String
  /// What a cell shows.
  func bundle(in context: Context) throws -> MIMEBundle
  /// The record this object stands for where a function takes records; nil where it is none.
  func record(in context: Context) throws -> Record?
  /// What `plot` draws of it; nil where it is nothing to draw.
  func plot(in context: Context) throws -> Plot?
}

extension ValueObject {
  public var described: String {
    "\("aeiou".contains(typeName.first ?? "x") ? "an" : "a") \(typeName)"
  }
  public var fieldNames: [String] { [] }

  public func field(_ name: String, in context: Context) throws -> Value? {
    try record(in: context)?[name]
  }

  public func bundle(in context: Context) throws -> MIMEBundle {
    MIMEBundle(plainText: try text(in: context))
  }

  public func record(in context: Context) throws -> Record? { nil }

  public func plot(in context: Context) throws -> Plot? { nil }
}
