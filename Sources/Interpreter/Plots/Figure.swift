import Display

/// A plot as a value: its curves can go into another plot.
struct Figure: ValueObject {
  let plot: Plot

  var typeName: String { "plot" }

  func text(in context: Context) throws -> String { plot.bundle.plainText }

  func bundle(in context: Context) throws -> MIMEBundle { plot.bundle }

  func plot(in context: Context) throws -> Plot? { plot }
}
