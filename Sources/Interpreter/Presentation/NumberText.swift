import Display

/// Numbers in messages, where no precision is in force.
enum NumberText {
  static func text(_ number: Double) -> String { NumberStyle.standard.text(number) }
}
