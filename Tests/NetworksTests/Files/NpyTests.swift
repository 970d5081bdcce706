import Networks
import TensorCore
import Testing

/// Headers and elements as NumPy writes them.
@Suite struct NpyTests {
  private func file(_ header: String, _ elements: [UInt8], version: UInt8 = 1) -> [UInt8] {
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
    let length = UInt8(header.utf8.count + 1)
    bytes += version == 1 ? [length, 0] : [length, 0, 0, 0]
    return bytes + Array((header + "\n").utf8) + elements
  }

  private func header(_ descriptor: String, _ shape: String, fortran: Bool = false) -> String {
    "{'descr': '\(descriptor)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }"
  }

  private func read(_ bytes: [UInt8]) throws -> (tensor: Tensor, remarks: [String]) {
    let format = try #require(FileFormat.format(of: "a.NPY"))
    let content = try format.decode(bytes)
    guard case .tensor(let tensor) = content.body else {
      throw MalformedFile(.file, "no tensor")
    }
    return (tensor, content.remarks)
  }

  @Test(
    arguments: [
      ("<f8", [0, 0, 0, 0, 0, 0, 0xF8, 0xBF], -1.5, DType.float64),
      (">f8", [0xBF, 0xF8, 0, 0, 0, 0, 0, 0], -1.5, .float64),
      ("<f4", [0, 0, 0xC0, 0xBF], -1.5, .float32), ("<f2", [0, 0xBE], -1.5, .float32),
      ("<f2", [1, 0], 0x1p-24, .float32), (">f2", [0x7C, 0], .infinity, .float32),
      ("|i1", [0xFE], -2, .float64), ("<i2", [0, 1], 256, .float64), (">i2", [0, 1], 1, .float64),
      ("<i4", [0xFF, 0xFF, 0xFF, 0xFF], -1, .float64),
      ("<u4", [0xFF, 0xFF, 0xFF, 0xFF], 0x1p32 - 1, .float64),
      ("|u1", [200], 200, .float64), ("<u2", [1, 2], 513, .float64),
      ("<i8", [1, 0, 0, 0, 0, 0, 0, 0x80], -0x1p63, .float64), ("|b1", [2], 1, .bool),
    ] as [(String, [UInt8], Double, DType)]
  )
  func everyKindOfNumberIsRead(
    _ descriptor: String,
    _ bytes: [UInt8],
    _ expected: Double,
    _ dtype: DType
  ) throws {
    let (tensor, remarks) = try read(file(header(descriptor, "(1,)"), bytes))
    #expect(tensor.values == [expected])
    #expect(tensor.dtype == dtype)
    #expect(remarks.isEmpty == (expected.magnitude < 0x1p53 || expected.isInfinite))
  }

  @Test func fortranOrderIsUndone() throws {
    let (tensor, _) = try read(file(header("|u1", "(2, 3)", fortran: true), [1, 4, 2, 5, 3, 6]))
    #expect(tensor.shape == [2, 3])
    #expect(tensor.values == [1, 2, 3, 4, 5, 6])
  }

  @Test(arguments: [2, 3] as [UInt8]) func laterVersionsHaveLongerHeaders(_ version: UInt8) throws {
    #expect(try read(file(header("|u1", "()"), [7], version: version)).tensor.scalar == 7)
  }

  @Test func spellingsOfPythonAreUnderstood() throws {
    let text = "{\"shape\":(2L, 1L),\"descr\":\"|u1\",\"fortran_order\":False}"
    #expect(try read(file(text, [7, 8])).tensor.shape == [2, 1])
  }

  @Test(arguments: [
    (
      "{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}", 0,
      "complex numbers (dtype '<c16')"
    ),
    ("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 0, "Python objects (dtype '|O')"),
    ("{'descr': '<U3', 'fortran_order': False, 'shape': (1,)}", 12, "strings (dtype '<U3')"),
    ("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}", 8, "structured arrays"),
    ("{'descr': '|u1', 'fortran_order': False}", 0, "the header lacks one of"),
    ("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}", 0, "something other than sizes"),
    ("{'descr': '|u1', 'fortran_order': 0, 'shape': ()}", 1, "something other than a string"),
    (
      "{'descr': '|u1', 'fortran_order': False, 'shape': (4000000000, 4000000000)}", 9,
      "shape (4000000000"
    ),
    (
      "{'descr': '|u1', 'fortran_order': False, 'shape': (0, 9000000000000000000, 9)}", 0,
      "shape (0, 9"
    ),
    ("{'descr': '|u1', 'fortran_order': False, 'shape': (5,)}", 4, "the file has 4 bytes more"),
    ("{'descr': '|u1', 'fortran_order': False, 'shape': (5,)}", 6, "1 bytes follow"),
  ])
  func whatIsWrongIsSaid(_ header: String, _ count: Int, _ part: String) {
    #expect {
      try read(file(header, [UInt8](repeating: 0, count: count)))
    } throws: {
      ($0 as? MalformedFile)?.message.contains(part) == true
    }
  }
}
