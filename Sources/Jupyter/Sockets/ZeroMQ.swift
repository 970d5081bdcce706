import CZeroMQ

/// A libzmq context; closing it ends every blocking call on its sockets.
///
/// `@unchecked Sendable`: a context may be used from any thread (zmq_ctx_new(3)).
package final class ZeroMQContext: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer

  package init() throws(ZeroMQError) {
    guard let handle = zmq_ctx_new() else { throw ZeroMQError() }
    self.handle = handle
  }

  package func makeSocket(_ kind: ZeroMQSocket.Kind) throws(ZeroMQError) -> ZeroMQSocket {
    guard let socket = zmq_socket(handle, kind.rawValue) else { throw ZeroMQError() }
    return ZeroMQSocket(handle: socket)
  }

  /// Waits until what was sent is on its way, as long as the sockets linger, and until all are closed.
  package func terminate() {
    while zmq_ctx_term(handle) != 0, zmq_errno() == EINTR {}
  }
}

/// Why libzmq refused: its own words.
package struct ZeroMQError: Error, Equatable, CustomStringConvertible, Sendable {
  package let code: CInt
  package var description: String { zmq_strerror(code).map { String(cString: $0) } ?? "?" }

  init() { code = zmq_errno() }
  init(code: CInt) { self.code = code }
}

/// One libzmq socket, owned by one thread.
package final class ZeroMQSocket {
  package enum Kind {
    case router, dealer, xpub, xsub, sub, request

    fileprivate var rawValue: CInt {
      switch self {
      case .router: ZMQ_ROUTER
      case .dealer: ZMQ_DEALER
      case .xpub: ZMQ_XPUB
      case .xsub: ZMQ_XSUB
      case .sub: ZMQ_SUB
      case .request: ZMQ_REQ
      }
    }
  }

  /// The options that kernels and front ends set.
  package enum Option {
    case backlog, linger, ipv6, receiveTimeout, receiveHighWaterMark, sendHighWaterMark
    case routerHandover, routingID, subscribe, xpubVerbose

    fileprivate var rawValue: CInt {
      switch self {
      case .backlog: ZMQ_BACKLOG
      case .linger: ZMQ_LINGER
      case .ipv6: ZMQ_IPV6
      case .receiveTimeout: ZMQ_RCVTIMEO
      case .receiveHighWaterMark: ZMQ_RCVHWM
      case .sendHighWaterMark: ZMQ_SNDHWM
      case .routerHandover: ZMQ_ROUTER_HANDOVER
      case .routingID: ZMQ_ROUTING_ID
      case .subscribe: ZMQ_SUBSCRIBE
      case .xpubVerbose: ZMQ_XPUB_VERBOSE
      }
    }
  }

  /// What `receive` found.
  package enum Arrival: Equatable {
    case nothing
    case frames([[UInt8]])
    /// A message beyond the limits, thrown away.
    case oversized
    /// The context was closed.
    case closed
  }

  /// The most frames and bytes that a message may have.
  static let frameLimit = 1024
  static let byteLimit = 256 << 20

  let handle: UnsafeMutableRawPointer
  private var isOpen = true

  fileprivate init(handle: UnsafeMutableRawPointer) { self.handle = handle }

  deinit { close() }

  /// Closes the socket; what is not yet sent still goes, as long as it lingers.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    zmq_close(handle)
  }

  package func set(_ option: Option, to value: CInt) throws(ZeroMQError) {
    var value = value
    guard zmq_setsockopt(handle, option.rawValue, &value, MemoryLayout<CInt>.size) == 0 else {
      throw ZeroMQError()
    }
  }

  package func set(_ option: Option, to value: [UInt8]) throws(ZeroMQError) {
    guard zmq_setsockopt(handle, option.rawValue, value, value.count) == 0 else {
      throw ZeroMQError()
    }
  }

  package func bind(to endpoint: String) throws(ZeroMQError) {
    guard zmq_bind(handle, endpoint) == 0 else { throw ZeroMQError() }
  }

  package func connect(to endpoint: String) throws(ZeroMQError) {
    guard zmq_connect(handle, endpoint) == 0 else { throw ZeroMQError() }
  }

  /// Where the socket is bound, with the port that the system chose.
  package func boundEndpoint() throws(ZeroMQError) -> String {
    var text = [CChar](repeating: 0, count: 1024)
    var length = text.count
    guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &text, &length) == 0 else {
      throw ZeroMQError()
    }
    return String(
      decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
  }

  /// Sends a whole message without waiting; libzmq drops it where nobody is there to get it.
  package func send(_ frames: [[UInt8]]) throws(ZeroMQError) {
    for (index, frame) in frames.enumerated() {
      let more = index + 1 < frames.count ? ZMQ_SNDMORE : 0
      while zmq_send(handle, frame, frame.count, ZMQ_DONTWAIT | more) < 0 {
        guard zmq_errno() == EINTR else { throw ZeroMQError() }
      }
    }
  }

  /// The next whole message, at once or when one comes.
  package func receive(waits: Bool = false) -> Arrival {
    var frames: [[UInt8]] = []
    var bytes = 0
    var count = 0
    while true {
      var message = zmq_msg_t()
      zmq_msg_init(&message)
      defer { zmq_msg_close(&message) }
      guard zmq_msg_recv(&message, handle, waits ? 0 : ZMQ_DONTWAIT) >= 0 else {
        switch zmq_errno() {
        case EINTR: continue
        case ETERM, ENOTSOCK: return .closed
        default: return .nothing
        }
      }
      count += 1
      bytes += zmq_msg_size(&message)
      if count <= ZeroMQSocket.frameLimit, bytes <= ZeroMQSocket.byteLimit {
        // libzmq owns the bytes until the message is closed; they are copied within these bounds.
        frames.append(
          Array(
            UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))
          )
        )
      } else {
        frames = []
      }
      if zmq_msg_more(&message) == 0 { break }
    }
    let isWithinLimits = count <= ZeroMQSocket.frameLimit && bytes <= ZeroMQSocket.byteLimit
    return isWithinLimits ? .frames(frames) : .oversized
  }
}

/// ETERM of zmq.h, whose macro is an expression that Swift does not import.
private let ETERM: CInt = 156_384_712 + 53
