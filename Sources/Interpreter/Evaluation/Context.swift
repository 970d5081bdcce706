public import Autodiff
public import Display
import Language
public import TensorCore

/// What every evaluation of a session shares: names, graph, random stream, settings and output.
///
/// Used on the engine's thread only.
public final class Context {
  public let globals: Globals
  public let interruption: Interruption
  public private(set) var graph: Graph
  public var random: RandomStream {
    get { stream }
    set {
      graph.refuseRecording()
      stream = newValue
    }
  }
  private var stream = RandomStream(seed: 0)
  public var style = NumberStyle()
  /// nil where derivatives by vectors are shown as plain vectors.
  var layout: DerivativeLayout?
  /// How often something was written or asked for.
  var outputCount: Int { sink.count }
  /// Where the cell writes; nowhere while a function is recorded, which then has no plan.
  public var output: any OutputSink { graph.refuseRecording() ? DiscardedOutput() : sink }
  /// The files of the session; none while a function is recorded, which then has no plan.
  public var files: any FileAccess { graph.refuseRecording() ? NoFiles() : fileAccess }
  /// Seconds on a clock that never jumps, which decides when a live output is drawn again.
  let clock: () -> Double
  private let sink: CountedOutput
  private let fileAccess: any FileAccess
  private var liveCount = 0
  /// The live outputs of the cell that runs which ended with a value of their own to show.
  var finishedLives: [FinishedLive] = []
  /// What there is to say to who has interrupted the statement that runs.
  var interruptionHint: String?
  /// How much of the stack budget the running function uses.
  var depth = 0
  /// The stack budget, in the units of `Node.height`.
  let depthLimit: Int
  let origins = Origins()
  let warnings: Warnings
  /// Where numbers ceased to be finite in the statement that runs; nil while they are.
  var nonFinite: NonFiniteOrigin?
  /// How many recorded values each assignment to a part has written in the cell that runs.
  var recordedWrites: [ObjectIdentifier: Int] = [:]
  /// What there is to say about a value that the statement computed, should it be shown.
  var resultNote: ResultNote?
  /// The same of a value that is being recorded.
  var recordedNote: RecordedNote?
  /// Whether repeated calls may run from plans; tests compare both ways.
  package var runsPlans = true
  /// Memory for the locals of a frame, left by an earlier one.
  private var spareStack: ContiguousArray<Value> = []
  /// The calls that repeat.
  var replays = ReplayTable()
  /// The trainings that repeat.
  var trainingPlans = TrainingPlanTable()
  /// The pass of a loop that is being recorded.
  var recordedPass: RecordedPass?
  /// How many passes of loops have trained something.
  var trainingPassCount = 0

  init(
    globals: Globals,
    interruption: Interruption,
    output: any OutputSink,
    files: any FileAccess,
    clock: @escaping () -> Double,
    stackSize: Int
  ) {
    self.globals = globals
    self.interruption = interruption
    sink = CountedOutput(output)
    fileAccess = files
    self.clock = clock
    graph = Graph(interruption: interruption)
    depthLimit = max(1, stackSize / Context.stackPerUnit)
    warnings = Warnings(output: sink)
    warnings.isHeldBack = { [unowned self] in graph.refuseRecording() }
  }

  /// Random numbers of the session's stream, which every run of a plan that is being made draws anew.
  func drawn(_ shape: Shape, _ draw: @escaping RandomDraw.Body) throws -> Operand {
    guard let recording = graph.recording, !recording.isRefused else {
      return Operand(try draw(&stream, shape).reshaped(to: shape))
    }
    return try recording.value(of: RandomDraw(shape, draw, in: self), in: graph)
  }

  /// Takes back what was drawn since the stream was `random`.
  func restore(random: RandomStream) { stream = random }

  /// Forgets everything but the output: the state of a fresh session.
  func reset() {
    globals.removeAll()
    replays.removeAll()
    trainingPlans.removeAll()
    graph = Graph(interruption: interruption)
    random = RandomStream(seed: 0)
    style = NumberStyle()
    layout = nil
    warnings.forgetNotes()
  }

  /// The name of another output that is updated in place.
  func nextLiveID() -> String {
    liveCount += 1
    return "adjoint-live-\(liveCount)"
  }

  /// What one unit of depth takes of the stack at most, in bytes.
  ///
  /// Measured with nested calls; a debug build keeps every temporary in memory of its own.
  #if DEBUG
  private static let stackPerUnit = 1200
  #else
  private static let stackPerUnit = 400
  #endif

  /// Memory for a frame, all of it unassigned.
  func takeSpareStack() -> ContiguousArray<Value> {
    var taken: ContiguousArray<Value> = []
    swap(&taken, &spareStack)
    return taken
  }

  /// Keeps a frame's memory, all of it unassigned, for the next one.
  func keep(spareStack stack: consuming ContiguousArray<Value>) {
    if stack.count <= Self.keptStackSize { spareStack = stack }
  }

  private static let keptStackSize = 4096

  /// Asked at every call whether there is stack left and the user wants to go on.
  @inline(__always)
  func enter(depth: Int) throws {
    if depth > depthLimit { throw Diagnosis.tooDeep }
    try poll()
  }

  /// Ends the cell where the user has interrupted it.
  @inline(__always)
  func poll() throws {
    if interruption.isRequested { throw Diagnosis.interrupted }
    if graph.isRecording { try graph.checkRecording() }
  }

  /// Ends the cell behind a statement that came to its end although the user has interrupted it.
  func endIfInterrupted() throws {
    if interruptionHint != nil { try poll() }
  }

  /// Calls a function value from a builtin.
  ///
  /// Errors of the user's code pass through unchanged.
  public func call(
    _ function: Function,
    _ positional: [Value],
    named: [(name: String, value: Value)] = []
  ) throws -> Value {
    let outer = depth
    defer { depth = outer }
    depth += Frame.builtinCost
    return try function.call(CallArguments(positional, named: named), in: self)
  }
}
