/// The frames of one message, told apart but not yet read.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
package struct Envelope: Equatable, Sendable {
  /// Who sent it, or on iopub the topic: what ROUTER sockets put in front.
  package let identities: [[UInt8]]
  package let signature: [UInt8]
  /// Header, parent header, metadata and content: what is signed, in this order.
  package let header: [UInt8]
  package let parentHeader: [UInt8]
  package let metadata: [UInt8]
  package let content: [UInt8]
  /// Binary data, which nobody signs.
  package let buffers: [[UInt8]]

  static let delimiter = Array("<IDS|MSG>".utf8)

  package init(
    identities: [[UInt8]],
    signature: [UInt8],
    header: [UInt8],
    parentHeader: [UInt8],
    metadata: [UInt8],
    content: [UInt8],
    buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.signature = signature
    self.header = header
    self.parentHeader = parentHeader
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }

  package init(frames: [[UInt8]]) throws(WireError) {
    guard let delimiter = frames.firstIndex(of: Envelope.delimiter) else { throw .noDelimiter }
    let parts = frames[(delimiter + 1)...]
    guard parts.count >= 5 else { throw .tooFewFrames(parts.count) }
    let first = parts.startIndex
    self.init(
      identities: Array(frames[..<delimiter]),
      signature: parts[first],
      header: parts[first + 1],
      parentHeader: parts[first + 2],
      metadata: parts[first + 3],
      content: parts[first + 4],
      buffers: Array(parts.dropFirst(5))
    )
  }

  package var signedParts: [[UInt8]] { [header, parentHeader, metadata, content] }

  package var frames: [[UInt8]] {
    identities + [Envelope.delimiter, signature] + signedParts + buffers
  }
}

/// Why a message was dropped, in words for the log that give no secret away.
package enum WireError: Error, Equatable, CustomStringConvertible, Sendable {
  case noDelimiter
  case tooFewFrames(Int)
  case tooLarge
  case wrongSignature
  case replayed
  case notJSON(part: String, JSONError)
  case wrongShape(part: String, String)

  package var description: String {
    switch self {
    case .noDelimiter: "no <IDS|MSG> among its frames"
    case .tooFewFrames(let count): "\(count) frames after the delimiter instead of five"
    case .tooLarge: "too many frames or bytes"
    case .wrongSignature: "its signature is wrong"
    case .replayed: "it was received before"
    case .notJSON(let part, .invalid(let what, let offset)):
      "its \(part) is not JSON: \(what) at byte \(offset)"
    case .notJSON(let part, .tooDeep(let limit)):
      "its \(part) is nested deeper than \(limit) levels"
    case .wrongShape(let part, let reason): "its \(part) has another shape: \(reason)"
    }
  }
}
