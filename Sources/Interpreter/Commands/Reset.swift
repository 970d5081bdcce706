import TensorCore

extension Command {
  static let reset = Command(
    "reset",
    "Makes everything as in a fresh session: names, seed and settings."
  ) { session, _ in
    session.context.reset()
    MemoryLimit.process.bytes = MemoryLimit.process.initialBytes
    return nil
  }
}
