#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A kernel on its sockets: made bound, and then run until it is told to end.
///
/// Threads: the caller's owns the sockets (`PostOffice`); one answers shell requests and runs user code on a
/// large stack; one answers control; one echoes heartbeats; libzmq has its own.
public struct KernelServer {
  /// Address space for the stack of user code, in bytes.
  public static let engineStackSize = 512 << 20
  private static let controlStackSize = 1 << 20

  private let language: KernelLanguage
  private let context: ZeroMQContext
  private let sockets: KernelSockets
  private let sealer: MessageSealer
  private let wakePipe: WakePipe
  private let log: KernelLog
  private let makeHistory: @Sendable () -> any HistoryStore

  /// Binds the sockets, before anything else costs time, and writes chosen ports back into the file.
  ///
  /// - Parameters:
  ///   - path: The connection file.
  ///   - language: What the kernel speaks.
  ///   - makeHistory: Where cells are remembered; called on the engine's thread.
  ///   - log: Where lines about ignored messages and doubtful settings go.
  /// - Throws: What is wrong with the file, the key or an address, in one line.
  public init(
    connectionFile path: String,
    language: KernelLanguage,
    makeHistory: @escaping @Sendable () -> any HistoryStore = { InMemoryHistory() },
    log: @escaping @Sendable (String) -> Void
  ) throws(StartFailure) {
    let (connection, mode) = try KernelServer.readConnectionFile(path)
    let authenticator = try KernelServer.authenticator(for: connection)
    (context, wakePipe) = try KernelServer.resources()
    sockets = try KernelSockets(context, boundAs: connection)
    sealer = try KernelServer.announceStart(
      on: sockets.iopub,
      MessageSealer(session: freshIdentifier(), authenticator: authenticator)
    )
    if connection.ports.values.contains(0) {
      do throws(FileFailure) {
        let text = connection.serialized(withPorts: sockets.ports)
        try replaceFile(path, with: text, mode: mode)
      } catch {
        throw .unwritable(path: path, reason: error.description)
      }
    }
    if mode & 0o077 != 0 {
      log("the connection file \(path) can be read by others, who could then run code here")
    }
    self.language = language
    self.makeHistory = makeHistory
    self.log = KernelLog(log)
  }

  /// Serves until a front end, SIGTERM or the end of the parent ends the kernel, then leaves the process.
  ///
  /// To be called on the main thread, after `SignalWatch.block()` and before any other thread exists.
  ///
  /// - Parameter parent: The process in `JPY_PARENT_PID`.
  public func run(parent: Int32?) -> Never {
    serve { activity, outbox in
      SignalWatch.start(
        onInterrupt: { activity.interrupt() },
        onTerminate: { outbox.close() }
      )
      ParentWatch.start(named: parent) { outbox.close() }
    }
    // User code may still run, so nothing that it uses may be taken down first.
    _exit(0)
  }

  /// Serves on the calling thread until the kernel is told to end.
  package func serve(_ started: (Activity, Outbox) -> Void = { _, _ in }) {
    let wakePipe = wakePipe
    let outbox = Outbox { wakePipe.wake() }
    let (shellQueue, controlQueue, inputDesk) = (RequestQueue(), RequestQueue(), InputDesk())
    let activity = Activity(language: language, inputDesk: inputDesk)
    let office = PostOffice(
      sockets: sockets,
      sealer: sealer,
      outbox: outbox,
      wakePipe: wakePipe,
      shellQueue: shellQueue,
      controlQueue: controlQueue,
      inputDesk: inputDesk,
      log: log
    )
    let (language, log, makeHistory) = (language, log, makeHistory)
    startThread(stackSize: KernelServer.engineStackSize) {
      ShellService(language: language, activity: activity, outbox: outbox, log: log)
        .serve(shellQueue, inputDesk: inputDesk, history: makeHistory())
    }
    startThread(stackSize: KernelServer.controlStackSize) {
      ControlService(language: language, activity: activity, outbox: outbox, log: log)
        .serve(controlQueue)
    }
    _ = Heartbeat.start(sockets.heartbeat)
    started(activity, outbox)
    office.run()
    shellQueue.close()
    controlQueue.close()
    sockets.closeAll()
    context.terminate()
  }

  private static func resources() throws(StartFailure) -> (ZeroMQContext, WakePipe) {
    do {
      return (try ZeroMQContext(), try WakePipe())
    } catch {
      throw .noResources("\(error)")
    }
  }

  /// Publishes `starting`, the one message without a parent, before anybody can have subscribed.
  ///
  /// What a subscriber gets first is therefore its welcome.
  private static func announceStart(
    on iopub: ZeroMQSocket,
    _ sealer: MessageSealer
  ) throws(StartFailure) -> MessageSealer {
    var sealer = sealer
    let starting = OutgoingMessage(publishing: Status(executionState: .starting), parent: [])
    do {
      try iopub.send(sealer.seal(starting).frames)
    } catch {
      throw .noResources("\(error)")
    }
    return sealer
  }

  private static func readConnectionFile(
    _ path: String
  ) throws(StartFailure) -> (ConnectionFile, UInt32) {
    let bytes: [UInt8]
    let mode: UInt32
    do throws(FileFailure) {
      (bytes, mode) = try readFile(path)
    } catch {
      throw .unreadable(path: path, reason: error.description)
    }
    do throws(ConnectionFileError) {
      return (try ConnectionFile(parsing: bytes), mode)
    } catch {
      throw .malformed(path: path, error)
    }
  }

  private static func authenticator(
    for connection: ConnectionFile
  ) throws(StartFailure) -> MessageAuthenticator? {
    do throws(AuthenticationError) {
      // The scheme must be known even where nothing is signed.
      let probe = connection.key.isEmpty ? [0] : connection.key
      let authenticator = try MessageAuthenticator(scheme: connection.signatureScheme, key: probe)
      return connection.key.isEmpty ? nil : authenticator
    } catch {
      throw .unknownScheme(connection.signatureScheme)
    }
  }
}

/// Blocks the signals that `KernelServer.run` waits for; the first thing that a kernel process does.
public func blockKernelSignals() { SignalWatch.block() }
