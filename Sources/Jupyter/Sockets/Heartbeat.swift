import CZeroMQ

/// Echoes whatever comes, unread, until the context is closed: the sign that the process lives.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#heartbeat-for-kernels
struct Heartbeat: Sendable {
  /// Stack of a thread that hardly does anything, in bytes.
  private static let stackSize = 256 << 10

  /// Binds on the calling thread, so that a failure is known at once, then hands the socket over.
  ///
  /// libzmq allows to hand a socket to another thread with a full fence, which starting a thread is.
  static func start(_ socket: ZeroMQSocket) -> Bool {
    let box = HandedOver(socket: socket)
    return startThread(stackSize: stackSize) { echo(box.socket) }
  }

  private static func echo(_ socket: ZeroMQSocket) {
    while true {
      switch socket.receive(waits: true) {
      case .frames(let frames): try? socket.send(frames)
      case .closed:
        socket.close()
        return
      case .nothing, .oversized: break
      }
    }
  }

  /// A socket on its way to the one thread that will use it.
  private struct HandedOver: @unchecked Sendable { let socket: ZeroMQSocket }
}
