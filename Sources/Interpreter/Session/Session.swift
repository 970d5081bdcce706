import Autodiff
import Display
public import Language
public import TensorCore

/// The state of one notebook or program: its names, its graph, its random stream.
///
/// Used on one thread; only `interruption` is for others.
public final class Session {
  public let context: Context
  /// The files that `%run` is running, outermost first.
  var filesRunning: [String] = []

  /// Makes a fresh session, which may use `stackSize` bytes of its thread's stack.
  ///
  /// The clock counts seconds; with one that stands still, live outputs show their first and last frame only.
  public init(
    output: any OutputSink,
    files: any FileAccess = NoFiles(),
    interruption: Interruption = Interruption(),
    clock: @escaping () -> Double = { 0 },
    stackSize: Int = 4 << 20
  ) {
    context = Context(
      globals: Globals(builtins: BuiltinTable.values),
      interruption: interruption,
      output: output,
      files: files,
      clock: clock,
      stackSize: stackSize
    )
  }

  var files: any FileAccess { context.files }
  public var interruption: Interruption { context.interruption }

  /// Runs a cell; nothing that it does ends the session.
  public func execute(_ source: Source) -> CellResult {
    let (program, mistakes) = parse(source)
    guard mistakes.isEmpty else { return CellResult(display: nil, diagnostics: mistakes) }
    context.warnings.beginCell()
    context.replays.beginCell()
    context.recordedWrites.removeAll()
    context.finishedLives = []
    defer { context.forgetNonFinite() }
    do {
      return CellResult(display: try run(program), diagnostics: [])
    } catch {
      return CellResult(display: nil, diagnostics: [Session.diagnostic(error, in: source)])
    }
  }

  /// Runs statements one after the other and shows the last.
  func run(_ program: Program) throws -> MIMEBundle? {
    var display: MIMEBundle?
    for (index, statement) in program.statements.enumerated() {
      let isShown = index == program.statements.count - 1 && !statement.isSilenced
      do {
        display = try run(statement, of: program.source, isShown: isShown)
      } catch {
        let located = Diagnosis.located(error, at: Location(program.source, statement.span))
        throw Diagnosis.interrupted(located, hint: context.interruptionHint)
      }
      context.reportRemarks()
      context.forgetNonFinite()
    }
    return display
  }

  private func run(
    _ statement: Statement,
    of source: Source,
    isShown: Bool
  ) throws -> MIMEBundle? {
    switch statement.kind {
    case .command(let name, let argument, let span):
      let call = CommandCall(
        name: name,
        argument: argument,
        argumentLocation: Location(source, span),
        location: Location(source, statement.span),
        isShown: isShown
      )
      return try CommandTable.run(call, in: self)
    case .help(let name, let span):
      return try help(on: name, at: Location(source, span))
    default: break
    }
    let (node, slotCount) = Lowering(source, in: context).statement(statement)
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
    return try Shown(statement).bundle(of: frame.result, at: node.location, in: context)
  }

  private static func diagnostic(_ error: any Error, in source: Source) -> Diagnostic {
    if let diagnostic = Diagnosis.diagnostic(error) { return diagnostic }
    return Diagnostic(.value, "\(error)", at: Location(source, Span(0, 0)))
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
