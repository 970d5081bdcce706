import CZeroMQ

/// The thread that owns shell, control, stdin and iopub: all that comes and goes passes here, and is handled elsewhere.
package final class PostOffice {
  private let sockets: KernelSockets
  private var sealer: MessageSealer
  private let outbox: Outbox
  private let wakePipe: WakePipe
  private let shellQueue: RequestQueue
  private let controlQueue: RequestQueue
  private let inputDesk: InputDesk
  private let log: KernelLog

  /// Messages taken from one socket before the others have their turn.
  private static let turn = 64

  init(
    sockets: KernelSockets,
    sealer: MessageSealer,
    outbox: Outbox,
    wakePipe: WakePipe,
    shellQueue: RequestQueue,
    controlQueue: RequestQueue,
    inputDesk: InputDesk,
    log: KernelLog
  ) {
    self.sockets = sockets
    self.sealer = sealer
    self.outbox = outbox
    self.wakePipe = wakePipe
    self.shellQueue = shellQueue
    self.controlQueue = controlQueue
    self.inputDesk = inputDesk
    self.log = log
  }

  /// Works until the outbox is closed and everything in it is sent.
  func run() {
    var polled = [sockets.control, sockets.shell, sockets.stdin, sockets.iopub].map {
      zmq_pollitem_t(socket: $0.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    }
    polled.append(
      zmq_pollitem_t(socket: nil, fd: wakePipe.readEnd, events: Int16(ZMQ_POLLIN), revents: 0)
    )
    while true {
      let collection = outbox.collect()
      for item in collection.items { dispatch(item) }
      if collection.isClosed { break }
      let timeout = collection.nextDue.map { max(0, ($0 - monotonicSeconds()) * 1000 + 1) } ?? -1
      zmq_poll(&polled, CInt(polled.count), Int(timeout))
      if polled[4].revents != 0 { wakePipe.drain() }
      if polled[0].revents != 0 { receive(from: sockets.control, into: controlQueue) }
      if polled[1].revents != 0 { receive(from: sockets.shell, into: shellQueue) }
      if polled[2].revents != 0 { receiveInput { inputDesk.handIn($0) } }
      if polled[3].revents != 0 { receiveSubscriptions() }
    }
  }

  private func dispatch(_ item: Outbox.Item) {
    switch item {
    case .message(let message):
      // What came before the question was asked cannot be its answer.
      if message.channel == .stdin {
        receiveInput { _ in false }
        inputDesk.questionLeaves(as: sealer.nextMessageID)
      }
      send(message)
    case .barrier(let reached):
      while receive(from: sockets.shell, into: shellQueue) == PostOffice.turn {}
      reached()
    }
  }

  private func send(_ message: OutgoingMessage) {
    do {
      try sockets[message.channel].send(try sealer.seal(message).frames)
    } catch {
      log("could not send a `\(message.type)`: \(error)")
    }
  }

  /// Queues what has come, up to a turn's worth.
  ///
  /// - Returns: How many messages were taken, good or bad.
  @discardableResult
  private func receive(from socket: ZeroMQSocket, into queue: RequestQueue) -> Int {
    takeTurn(at: socket) { frames in queue.append(try sealer.open(frames)) }
  }

  private func receiveInput(_ handIn: (IncomingMessage) -> Bool) {
    takeTurn(at: sockets.stdin) { frames in
      let message = try IncomingMessage(try sealer.open(frames))
      if !handIn(message) { log("dropped a `\(message.header.messageType)` that nobody waits for") }
    }
  }

  private func receiveSubscriptions() {
    takeTurn(at: sockets.iopub) { frames in
      switch IopubWelcome.message(answering: frames) {
      case .welcome(let message): send(message)
      case .nothing: break
      case .ignore: log("dropped a message on iopub that is no subscription")
      }
    }
  }

  @discardableResult
  private func takeTurn(
    at socket: ZeroMQSocket,
    _ accept: ([[UInt8]]) throws -> Void
  ) -> Int {
    for count in 0..<PostOffice.turn {
      switch socket.receive() {
      case .nothing, .closed: return count
      case .oversized: log("dropped a message: \(WireError.tooLarge)")
      case .frames(let frames):
        do {
          try accept(frames)
        } catch {
          log("dropped a message: \(error)")
        }
      }
    }
    return PostOffice.turn
  }
}
