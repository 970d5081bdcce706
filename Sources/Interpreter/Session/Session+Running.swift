import Display
import Language

extension Session {
  /// Runs statements one after the other and shows the last; `evaluated` is called when only showing is left.
  func run(_ program: Program, evaluated: () -> Void = {}) throws -> MIMEBundle? {
    var show: (() throws -> MIMEBundle?)?
    var display: MIMEBundle?
    for (index, statement) in program.statements.enumerated() {
      let isLast = index == program.statements.count - 1
      let runnable = RunnableStatement(statement, of: program.source)
      try placed(at: runnable.location) {
        show = try runnable.run(in: self, isShown: isLast && !statement.isSilenced)
        if isLast { evaluated() }
        display = try show?()
      }
    }
    return display
  }

  /// Statements that can be run again and again, of which nothing is shown.
  func repeatable(_ program: Program) -> () throws -> Void {
    let statements = program.statements.map { RunnableStatement($0, of: program.source) }
    return {
      for statement in statements {
        try self.placed(at: statement.location) { _ = try statement.run(in: self, isShown: false) }
      }
    }
  }

  /// Runs a statement; what fails in it names its place, and what it noticed is reported behind it.
  private func placed(at location: Location, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw Diagnosis.interrupted(
        Diagnosis.located(error, at: location),
        hint: context.interruptionHint
      )
    }
    context.reportRemarks()
    context.forgetNonFinite()
  }
}

/// A statement of a cell, which is lowered when it first runs: what comes before it may define its names.
private final class RunnableStatement {
  private let statement: Statement
  private let source: Source
  private var lowered: (node: Node, slotCount: Int)?

  init(_ statement: Statement, of source: Source) {
    self.statement = statement
    self.source = source
  }

  var location: Location { Location(source, statement.span) }

  /// Evaluates the statement, and gives what makes its display.
  func run(in session: Session, isShown: Bool) throws -> (() throws -> MIMEBundle?)? {
    switch statement.kind {
    case .command(let name, let argument, let span):
      let call = CommandCall(
        name: name,
        argument: argument,
        argumentLocation: Location(source, span),
        location: location,
        isShown: isShown
      )
      let display = try CommandTable.run(call, in: session)
      return { display }
    case .help(let name, let span):
      let help = try session.help(on: name, at: Location(source, span))
      return { help }
    default: return try evaluate(in: session.context, isShown: isShown)
    }
  }

  private func evaluate(
    in context: Context,
    isShown: Bool
  ) throws -> (() throws -> MIMEBundle?)? {
    let (node, slotCount) = lowered ?? Lowering(source, in: context).statement(statement)
    lowered = (node, slotCount)
    var frame = Frame(slotCount: slotCount, context: context, depth: 0)
    context.depth = 0
    context.resultNote = nil
    context.interruptionHint = nil
    guard isShown else {
      _ = try node.run(&frame)
      try context.endIfInterrupted()
      return nil
    }
    _ = try node.finish(&frame)
    try context.endIfInterrupted()
    for live in context.finishedLives { live.makeRoom(for: frame.result) }
    let (shown, value) = (Shown(statement), frame.result)
    return { try shown.bundle(of: value, at: node.location, in: context) }
  }
}

/// What a cell shows of its last statement.
private enum Shown {
  case value
  case named(String)
  case signature(String)
  case nothing

  init(_ statement: Statement) {
    switch statement.kind {
    case .expression: self = .value
    case .assignment(.pattern(.name(let name, _)), _, _): self = .named(name)
    case .definition(let definition): self = .signature(definition.name)
    default: self = .nothing
    }
  }

  func bundle(of value: Value, at location: Location, in context: Context) throws -> MIMEBundle? {
    switch self {
    case .nothing: return nil
    case .signature(let name):
      guard let function = context.globals[name] else { return nil }
      return try context.bundle(of: function)
    case .value:
      if case .none = value { return nil }
      context.reportNonFinite(value, at: location)
      if case .function(let function as Closure) = value, !function.summary.isEmpty {
        return MIMEBundle(plainText: function.signature + "\n" + function.summary)
      }
      return try context.annotated(context.bundle(of: value), for: value)
    case .named(let name):
      context.reportNonFinite(value, at: location)
      return try context.annotated(context.bundle(of: value, named: name), for: value)
    }
  }
}
