import Jupyter
import Testing

private let key = Array("key".utf8)

private func sealer(_ session: String = "s") throws -> MessageSealer {
  MessageSealer(
    session: session,
    authenticator: try MessageAuthenticator(scheme: "hmac-sha256", key: key),
    now: { "now" }
  )
}

private let sample = OutgoingMessage(
  channel: .shell,
  identities: [[1, 2]],
  type: "t",
  parent: Array(#"{"msg_id":"p"}"#.utf8),
  content: ["a": 1],
  buffers: [[0xFF]]
)

// RFC 4231, test case 2, with the data cut into the four parts.
@Test func signatureFollowsRFC4231() throws {
  let authenticator = try MessageAuthenticator(scheme: "hmac-sha256", key: Array("Jefe".utf8))
  let parts = ["what do ", "ya want ", "", "for nothing?"].map { Array($0.utf8) }
  let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
  for _ in 0..<2 {
    #expect(String(decoding: try authenticator.signature(of: parts), as: UTF8.self) == expected)
  }
}

@Test(arguments: ["hmac-md5", "hmac-sha512", "hmac-sha3_256", "hmac-blake2b", "hmac-sha1"])
func everyDigestOfOpenSSLSigns(scheme: String) throws {
  _ = try MessageAuthenticator(scheme: scheme, key: key)
}

@Test(arguments: ["hmac-nonsense", "sha256", "", "hmac-"])
func unknownSchemesAreRefused(scheme: String) {
  #expect(throws: AuthenticationError.unknownScheme(scheme)) {
    try MessageAuthenticator(scheme: scheme, key: key)
  }
}

@Test func sealedMessageOpensOnceOnly() throws {
  var sender = try sealer()
  var receiver = try sealer()
  let envelope = try sender.seal(sample)
  #expect(try receiver.open(envelope.frames) == envelope)
  #expect(throws: WireError.replayed) { try receiver.open(envelope.frames) }
}

@Test func headersCarryTheSameSessionAndFreshIDs() throws {
  var sender = try sealer("mine")
  let headers = try (0..<2).map { _ in try JSONValue(parsing: sender.seal(sample).header) }
  #expect(headers.map { $0["session"] } == ["mine", "mine"])
  #expect(headers[0]["msg_id"] != headers[1]["msg_id"])
  #expect(headers[0]["version"] == "5.5")
  #expect(headers[0]["date"] == "now")
}

@Test func parentIsEchoedByteForByte() throws {
  var sender = try sealer()
  #expect(try sender.seal(sample).parentHeader == sample.parent)
}

@Test(arguments: 3..<7) func changedFramesAreRefused(frame: Int) throws {
  var sender = try sealer()
  var receiver = try sealer()
  var frames = try sender.seal(sample).frames
  frames[frame].append(0x20)
  #expect(throws: WireError.wrongSignature) { try receiver.open(frames) }
}

@Test func shortMessagesAreRefused() throws {
  var receiver = try sealer()
  let delimiter = Array("<IDS|MSG>".utf8)
  #expect(throws: WireError.noDelimiter) { try receiver.open([[1], [2]]) }
  #expect(throws: WireError.tooFewFrames(4)) {
    try receiver.open([delimiter, [], [], [], []])
  }
}

@Test func emptyKeyMeansUnsigned() throws {
  var sealer = MessageSealer(session: "s", authenticator: nil)
  let envelope = try sealer.seal(sample)
  #expect(envelope.signature.isEmpty)
  #expect(try sealer.open(envelope.frames) == envelope)
  #expect(try sealer.open(envelope.frames) == envelope)
}

@Test(arguments: [
  "[]", "nope", #"{"msg_id":1,"msg_type":"t"}"#, #"{"msg_id":"1"}"#, "", "\"",
]) func badHeadersAreRefused(header: String) {
  let empty = Array("{}".utf8)
  #expect(throws: WireError.self) {
    try IncomingMessage(
      Envelope(
        identities: [],
        signature: [],
        header: Array(header.utf8),
        parentHeader: empty,
        metadata: empty,
        content: empty
      )
    )
  }
}

@Test(arguments: [
  (0, 0, "1970-01-01T00:00:00.000000Z"), (951_782_400, 5, "2000-02-29T00:00:00.000005Z"),
  (1_735_689_599, 999_999, "2024-12-31T23:59:59.999999Z"),
]) func momentsAreWrittenAsISO8601(seconds: Int, microseconds: Int, expected: String) {
  #expect(timestamp(seconds: seconds, microseconds: microseconds) == expected)
}
