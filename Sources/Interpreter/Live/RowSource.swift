/// Rows that are made, or watched, one by one as a loop asks for them.
protocol RowSource: AnyObject {
  var count: Int { get }
  /// Whether names of the session are looked at before a row is given.
  var looksAtNames: Bool { get }
  func row(_ index: Int, in context: Context) throws -> Value
  /// Told once, when the loop is over or broken off.
  func end()
}

/// A value with rows of its own for a loop to run over.
protocol LoopedObject: ValueObject {
  func rows(in context: Context) throws -> any RowSource
}
