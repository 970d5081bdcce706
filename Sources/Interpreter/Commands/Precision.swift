import Display

extension Command {
  static let precision = Command(
    "precision",
    argument: "digits",
    "Sets how many significant digits numbers show, 6 in a fresh session."
  ) { session, call in
    guard let digits = Int(call.argument), (1...17).contains(digits) else {
      throw call.refused("`%precision` needs a number of digits from 1 to 17")
    }
    session.context.style = NumberStyle(precision: digits)
    return nil
  }
}
