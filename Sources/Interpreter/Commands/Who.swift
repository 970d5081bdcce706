import Display

extension Command {
  static let who = Command(
    "who",
    "Lists the names of the session with their kinds."
  ) { session, _ in
    let assigned = session.context.globals.assigned
    guard !assigned.isEmpty else {
      return MIMEBundle(plainText: "no names are assigned")
    }
    return Table(
      [.init("name"), .init("kind")],
      rows: assigned.map { [.init($0.name, .code), .init($0.value.typeName)] }
    ).bundle
  }
}
