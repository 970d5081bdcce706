import FoundationEssentials
import Networks
import TensorCore
import Testing

/// What formats write, they read; what is broken is refused.
@Suite struct FileFormatTests {
  static let tensors: [Tensor] = {
    let shapes: [Shape] = [[], [3], [0], [2, 3], [2, 0, 4], [1, 2, 3]]
    return shapes.flatMap { shape in
      DType.allCases.compactMap { dtype in
        let values = (0..<shape.count).map { dtype == .bool ? Double($0 % 2) : 0.5 - Double($0) }
        return try? Tensor(values: values, shape: shape, dtype: dtype)
      }
    }
  }()

  private static let arrays: [NamedTensor] = [
    NamedTensor("layer1.W", FileFormatTests.tensors[9]), NamedTensor("ä\"\\\n", tensors[1]),
    NamedTensor("flags", tensors[5]), NamedTensor("scalar", tensors[0]),
    NamedTensor("nothing", tensors[6]),
  ]

  private static func contents() throws -> [(name: String, bytes: [UInt8])] {
    try allFileFormats.map { format in
      let body: FileContent.Body =
        switch format.fileExtension {
        case "npy": .tensor(tensors[9])
        case "csv":
          .columns([
            .init("x", .numbers(try Tensor(values: [1, .nan], shape: [2]))),
            .init("t", .texts(["a,\"b\"", " c\nd"])),
          ])
        default: .arrays(arrays)
        }
      return (format.fileExtension, try format.encode(FileContent(body)))
    }
  }

  private static func format(_ name: String) throws -> FileFormat {
    try #require(FileFormat.format(of: "x.\(name)"))
  }

  @Test(arguments: tensors.indices) func npyKeepsEveryBit(_ index: Int) throws {
    let tensor = Self.tensors[index]
    let format = try Self.format("npy")
    let bytes = try format.encode(FileContent(.tensor(tensor)))
    guard case .tensor(let read) = try format.decode(bytes).body else {
      Issue.record("no tensor")
      return
    }
    #expect(read.isIdentical(to: tensor))
  }

  @Test(arguments: ["npz", "safetensors"]) func archivesKeepNamesAndBits(_ name: String) throws {
    let format = try Self.format(name)
    let bytes = try format.encode(FileContent(.arrays(Self.arrays)))
    guard case .arrays(let read) = try format.decode(bytes).body else {
      Issue.record("no arrays")
      return
    }
    #expect(read.map(\.name) == Self.arrays.map(\.name))
    #expect(zip(read, Self.arrays).allSatisfy { $0.tensor.isIdentical(to: $1.tensor) })
  }

  @Test func metadataOfSafetensorsComeBack() throws {
    let format = try Self.format("safetensors")
    let bytes = try format.encode(
      FileContent(.arrays([]), metadata: [("author", "Ä \"b\""), ("n", "1")])
    )
    let read = try format.decode(bytes).metadata
    #expect(read.map(\.name) == ["author", "n"])
    #expect(read.map(\.value) == ["Ä \"b\"", "1"])
  }

  /// A file cut off anywhere is refused, or what is left of a table is one.
  @Test func everyTruncationIsRefused() throws {
    for (name, bytes) in try Self.contents() where name != "csv" {
      let format = try Self.format(name)
      for count in 0..<bytes.count {
        #expect(throws: MalformedFile.self, "\(name) after \(count)") {
          try format.decode(Array(bytes[..<count]))
        }
      }
    }
  }

  /// Damage is refused or gives other numbers; it never ends the process.
  @Test func everyFlippedBitIsSurvived() throws {
    for (name, bytes) in try Self.contents() {
      let format = try Self.format(name)
      for position in bytes.indices {
        for bit in 0..<8 {
          var damaged = bytes
          damaged[position] ^= 1 << bit
          Self.survives(format, damaged)
        }
      }
    }
  }

  /// The check sum finds what inflating lets pass.
  @Test func everyFlippedBitInPackedArraysIsFound() throws {
    let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    let bytes = Array(try Data(contentsOf: URL(filePath: "\(root)/Sources/CDataSets/iris.npz")))
    let format = try Self.format("npz")
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 1 << (position % 8)
      Self.survives(format, damaged)
      if (50..<200).contains(position) {
        #expect(throws: MalformedFile.self) { try format.decode(damaged) }
      }
    }
  }

  /// Bytes that headers count with, all set: no size is believed.
  @Test func enormousSizesAreRefused() throws {
    for (name, bytes) in try Self.contents() where name != "csv" {
      let format = try Self.format(name)
      for width in [2, 4, 8] {
        for start in 0..<max(0, bytes.count - width) {
          var damaged = bytes
          for offset in 0..<width { damaged[start + offset] = offset == width - 1 ? 0x7F : 0xFF }
          Self.survives(format, damaged)
        }
      }
    }
  }

  private static func survives(_ format: FileFormat, _ bytes: [UInt8]) {
    do {
      _ = try format.decode(bytes)
    } catch is MalformedFile {
    } catch is TensorError {
    } catch {
      Issue.record("\(error) is no word on the file")
    }
  }
}
