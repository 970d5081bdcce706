import Networks
import TensorCore
import Testing

/// Headers of tensor files, as other libraries write them and as nobody should.
@Suite struct SafetensorsTests {
  private func read(_ header: String, _ data: [UInt8]) throws -> [NamedTensor] {
    var bytes = [UInt8](repeating: 0, count: 8)
    bytes[0] = UInt8(header.utf8.count % 256)
    bytes[1] = UInt8(header.utf8.count / 256)
    let format = try #require(FileFormat.format(of: "a.safetensors"))
    guard case .arrays(let arrays) = try format.decode(bytes + Array(header.utf8) + data).body
    else {
      return []
    }
    return arrays
  }

  @Test(
    arguments: [
      ("F16", [0, 0xBE], -1.5), ("BF16", [0xC0, 0xBF], -1.5), ("I32", [1, 0, 0, 0], 1),
      ("U8", [9], 9),
      ("BOOL", [1], 1), ("I64", [1, 0, 0, 0, 0, 0, 0, 0], 1), ("I8", [0xFF], -1),
      ("U16", [0, 1], 256),
    ] as [(String, [UInt8], Double)]
  )
  func everyKindOfNumberIsRead(_ dtype: String, _ data: [UInt8], _ expected: Double) throws {
    let header = #"{"a":{"dtype":"\#(dtype)","shape":[],"data_offsets":[0,\#(data.count)]}}   "#
    #expect(try read(header, data).map(\.tensor.scalar) == [expected])
  }

  @Test func namesMayBeEscaped() throws {
    let header = #"{"\u00e4\ud83d\ude00\/":{"data_offsets":[0,1],"shape":[1],"dtype":"U8"}}"#
    #expect(try read(header, [1]).map(\.name) == ["ä😀/"])
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}"#,
      "`a`: elements of dtype F8_E4M3"
    ),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}"#, "does not take the 1 bytes"),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, "the file is cut off"),
    (#"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#, "1 bytes follow the last array"),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, "`a`"),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}"#, "before it begins"),
    (#"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}"#, "the header is no JSON of"),
    (#"{"a":{"dtype":"U8","data_offsets":[0,1]}}"#, "it lacks one of"),
    (#"{"a":1,"a":2}"#, "stands twice"), ("[]", "no JSON object"), ("{\"a\":", "no JSON of"),
    ("{} x", "text follows"), (#"{"__metadata__":{"a":1}}"#, "is no string"),
    (String(repeating: "[", count: 500), "nests too deep"),
    (#"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}"#, "too large"),
    (
      #"{"a":{"dtype":"U8","shape":[9000000000000000000,9],"data_offsets":[0,1]}}"#, "does not take"
    ),
    (#"{"\ud800":1}"#, "stands for no character"),
    (#"{"\q":1}"#, "an escape in the header is unknown"),
  ])
  func whatIsWrongIsSaid(_ header: String, _ part: String) {
    #expect { try read(header, [0]) } throws: {
      ($0 as? MalformedFile)?.message.contains(part) == true
    }
  }
}
