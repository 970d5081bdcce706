import Display
import Language

/// A session command, `%name argument`: one file, and one line in `allCommands`.
struct Command: Sendable {
  typealias Body = @Sendable (Session, CommandCall) throws -> MIMEBundle?

  let name: String
  /// What follows the name, as help shows it: `statement`, or nothing.
  let argument: String
  let argumentKind: ArgumentKind
  /// One sentence.
  let summary: String
  let body: Body

  /// What an argument is, for completion.
  enum ArgumentKind {
    case code
    case path
  }

  init(
    _ name: String,
    argument: String = "",
    of argumentKind: ArgumentKind = .code,
    _ summary: String,
    body: @escaping Body
  ) {
    self.name = name
    self.argument = argument
    self.argumentKind = argumentKind
    self.summary = summary
    self.body = body
  }
}

/// One use of a command.
struct CommandCall {
  let name: String
  let argument: String
  let argumentLocation: Location
  let location: Location
  /// Whether it is the last statement of its cell and not silenced.
  let isShown: Bool

  /// The argument as a program whose places are those in the cell.
  func program() throws -> Program {
    // Blanks for what stands before keep every span of the argument true in the cell's text.
    let text = argumentLocation.source.text.utf8.prefix(argumentLocation.span.lower)
    let blanks = text.map { $0 == UInt8(ascii: "\n") ? "\n" : " " }.joined()
    let padded = Source(name: argumentLocation.source.name, text: blanks + argument)
    let (program, mistakes) = parse(padded)
    if var mistake = mistakes.first {
      mistake.location = mistake.location.map { Location(argumentLocation.source, $0.span) }
      throw mistake
    }
    return Program(source: argumentLocation.source, statements: program.statements)
  }

  func refused(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(.value, message, at: argument.isEmpty ? location : argumentLocation, hint: hint)
  }
}

/// Finds commands by name.
enum CommandTable {
  static func run(_ call: CommandCall, in session: Session) throws -> MIMEBundle? {
    guard let command = allCommands.first(where: { $0.name == call.name }) else {
      throw unknown(call.name, at: call.location)
    }
    guard !command.argument.isEmpty || call.argument.isEmpty else {
      throw call.refused("`%\(call.name)` takes no argument")
    }
    return try command.body(session, call)
  }

  static func unknown(_ name: String, at location: Location) -> Diagnostic {
    let near = nearestNames(to: name, among: allCommands.map(\.name))
    let all = allCommands.map { "`%\($0.name)`" }.joined(separator: ", ")
    return Diagnostic(
      .name,
      "there is no command `%\(name)`",
      at: location,
      hint: near.first.map { "did you mean `%\($0)`?" } ?? "the commands are \(all)"
    )
  }
}
