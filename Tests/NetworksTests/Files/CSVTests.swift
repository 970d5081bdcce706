import Networks
import TensorCore
import Testing

/// Text tables as programs and people write them.
@Suite struct CSVTests {
  private func options(_ change: (inout CSVOptions) -> Void) -> CSVOptions {
    var options = CSVOptions()
    change(&options)
    return options
  }

  private func matrix(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> [[Double]] {
    guard case .tensor(let tensor) = try decodeCSV(Array(text.utf8), options).body else {
      throw MalformedFile(.file, "no matrix")
    }
    guard tensor.rank == 2 else { return [tensor.values] }
    let width = tensor.shape.dimensions[1]
    return stride(from: 0, to: tensor.count, by: width).map {
      Array(tensor.values[$0..<($0 + width)])
    }
  }

  private func columns(
    _ text: String,
    _ options: CSVOptions = CSVOptions()
  ) throws -> [String: [String]] {
    guard case .columns(let columns) = try decodeCSV(Array(text.utf8), options).body else {
      throw MalformedFile(.file, "no columns")
    }
    return Dictionary(
      uniqueKeysWithValues: columns.map { column in
        switch column.cells {
        case .numbers(let tensor): (column.name, tensor.values.map { "\($0)" })
        case .texts(let texts): (column.name, texts)
        }
      }
    )
  }

  @Test(arguments: [
    "1,2\n3,4\n", "1;2\r\n3;4\r\n", "1\t2\n3\t4", "1|2\n3|4\n", "1 2\n3  4\n", " 1 , 2\n\n3,4\n\n",
    "\u{FEFF}1,2\n3,4", "# a comment\n1,2\n#\n3,4\n", "\"1\",\"2\"\n3,4", "1,2\r3,4\r",
    "1.0,+2\n3e0,40e-1",
  ])
  func separatorsAndLineEndsAreFoundOut(_ text: String) throws {
    #expect(try matrix(text) == [[1, 2], [3, 4]])
  }

  @Test func columnWithoutANameIsAVector() throws {
    #expect(try matrix("1\n2\n3") == [[1, 2, 3]])
  }

  @Test func headerGivesNamesToColumns() throws {
    let read = try columns("sepal length (cm),2019,b,b,\n1,2,3,4,5")
    #expect(
      read == [
        "sepal_length_cm": ["1.0"], "_2019": ["2.0"], "b": ["3.0"], "b_2": ["4.0"],
        "column5": ["5.0"],
      ]
    )
  }

  @Test func headerOfNumbersHasToBeNamed() throws {
    #expect(try matrix("1,2\n3,4").count == 2)
    let header = options { $0.hasHeader = true }
    #expect(try columns("1,2\n3,4", header) == ["_1": ["3.0"], "_2": ["4.0"]])
  }

  @Test func missingValuesAreNaN() throws {
    let read = try columns("a,b\n,NA\nnull,?\n-9,1", options { $0.missing = ["-9"] })
    #expect(read == ["a": ["nan", "nan", "nan"], "b": ["nan", "nan", "1.0"]])
  }

  @Test(arguments: [
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>",
    "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null", "\"nan\"", "\"NA\"", "\"\"",
  ]) func spellingsOfPandasAreMissing(_ text: String) throws {
    #expect(try columns("a,b\n\(text),1\n2,3") == ["a": ["nan", "2.0"], "b": ["1.0", "3.0"]])
  }

  @Test func quotedWordsMakeAHeader() throws {
    #expect(try columns("\"na\",\"inf\"\n1,2") == ["na": ["1.0"], "inf": ["2.0"]])
    #expect(try matrix("\"1\",\"2\"\n3,4") == [[1, 2], [3, 4]])
  }

  @Test func commentAboveNumbersNamesThem() throws {
    #expect(try columns("# made by hand\n# x, y\n1,2\n") == ["x": ["1.0"], "y": ["2.0"]])
    let keep = options { $0.text = .keep }
    #expect(
      try columns("#,Name,Score\n1,Ada,2\n", keep)
        == ["column1": ["1.0"], "Name": ["Ada"], "Score": ["2.0"]]
    )
    #expect(try matrix("# a title\n1,2\n3,4") == [[1, 2], [3, 4]])
    #expect(try columns("# of, by\nx,y\n1,2\n") == ["x": ["1.0"], "y": ["2.0"]])
  }

  @Test func rowsLeftOutAndNumbersRoundedAreSaid() throws {
    let read = try decodeCSV(Array("a,b\n#3,4\n9007199254740993,1\n".utf8), CSVOptions())
    #expect(
      read.remarks == [
        "line 2 begins with # and is left out as a comment; in quotes it is a row",
        "whole numbers of `a` are 2^53 or larger, where float64 does not hold every one",
      ]
    )
  }

  @Test func truthsWithMissingOnesAreNumbers() throws {
    #expect(
      try columns("a,b\nTrue,1\n,2\nFALSE,3") == [
        "a": ["1.0", "nan", "0.0"], "b": ["1.0", "2.0", "3.0"],
      ]
    )
  }

  @Test(arguments: [true, false]) func tablesOfSpreadsheetsInUTF16AreRead(_ isLittle: Bool) throws {
    let units = Array("\u{FEFF}größe\tb\r\n1\t2\r\n".utf16)
    let bytes = units.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
    guard case .columns(let read) = try decodeCSV(bytes, CSVOptions()).body else {
      Issue.record("no columns")
      return
    }
    #expect(read.map(\.name) == ["größe", "b"])
  }

  @Test func separatorMayBeSaidInTheFile() throws {
    #expect(try columns("sep=;\na;b\n1;2\n") == ["a": ["1.0"], "b": ["2.0"]])
  }

  @Test func quotedFieldsHoldSeparatorsQuotesAndLines() throws {
    let read = try columns("t,n\n\"a,\"\"b\"\"\nc\",1\n", options { $0.text = .keep })
    #expect(read == ["t": ["a,\"b\"\nc"], "n": ["1.0"]])
  }

  @Test func truthValuesAreBool() throws {
    guard
      case .columns(let read) = try decodeCSV(Array("f\ntrue\nFalse\n".utf8), CSVOptions()).body,
      case .numbers(let tensor) = read[0].cells
    else {
      Issue.record("no column")
      return
    }
    #expect(tensor.dtype == .bool)
    #expect(tensor.values == [1, 0])
  }

  @Test func classesAreNumberedInOrder() throws {
    let read = try columns("k\nb\na\nb\n\"\"\n", options { $0.text = .classes })
    #expect(read == ["k": ["1.0", "0.0", "1.0", "nan"], "k_classes": ["a", "b"]])
  }

  @Test func decimalCommaIsRead() throws {
    #expect(
      try matrix("1,5;2\n3;4,25", options { $0.decimalMark = "," }) == [[1.5, 2], [3, 4.25]]
    )
  }

  @Test func noRowsBelowAHeaderAreEmptyColumns() throws {
    #expect(try columns("a,b\n") == ["a": [], "b": []])
  }

  @Test(arguments: [
    ("", "there is nothing in it"), ("\n\n", "there is nothing in it"),
    (
      "1,2\n3\n", "line 2, column 1: the row ends with \"3\" after 1 field, and line 1 has 2 fields"
    ),
    ("a,b\n1,2\n\n3,4,5\n", "line 4, column 3: \"5\" is one field too many: line 1 has 2 fields"),
    ("a,b\n1,2\n3,x\n", "line 3, column 2: \"x\" in `b` is no number"),
    ("1,2\n3,x\n", "line 2, column 2: \"x\" is no number"),
    ("a\n\"x\n", "line 2: a quoted field does not end"),
    ("a,b\n\"x\"y,2\n", "line 2: text follows the end of a quoted field"),
    ("a,b\n0x10,2\n", "line 2, column 1: \"0x10\" in `a` is no number"),
    ("a,b\n1,\"two\nlines\"\n", "line 2, column 2: \"two\nlines\" in `b` is no number"),
    ("a,b\n1,\u{0}2\n", "byte 6: a byte that is 0: this is no text"),
    ("name,city\nAda,London\n", "line 2, column 1: \"Ada\" in `name` is no number"),
  ])
  func whatIsWrongIsSaidWithItsLine(_ text: String, _ message: String) {
    #expect { try decodeCSV(Array(text.utf8), CSVOptions()) } throws: {
      ($0 as? MalformedFile)?.message == message
    }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(
      throws: MalformedFile(
        .line(2, column: nil),
        "byte 1 of the line is not UTF-8",
        hint: "save the table as UTF-8"
      )
    ) {
      try decodeCSV([0x61, 0x0A, 0xFF, 0x0A], CSVOptions())
    }
  }

  @Test func tableComesBackAsItWasWritten() throws {
    let format = try #require(FileFormat.format(of: "t.csv"))
    let values = [0.1, 1e300, -0.0, .nan, .infinity, -3]
    let tensor = try Tensor(values: values, shape: [6])
    let bytes = try format.encode(FileContent(.columns([.init("x", .numbers(tensor))])))
    #expect(String(decoding: bytes, as: UTF8.self) == "x\n0.1\n1e+300\n-0.0\nnan\ninf\n-3\n")
    #expect(try columns(String(decoding: bytes, as: UTF8.self)) == ["x": values.map { "\($0)" }])
  }
}
