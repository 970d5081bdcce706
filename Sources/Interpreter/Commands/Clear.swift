extension Command {
  static let clear = Command(
    "clear",
    "Takes away what the cell has shown so far, as soon as something new is shown."
  ) { session, _ in
    session.context.output.clear()
    return nil
  }
}
