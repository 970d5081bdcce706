import Display
import Testing

struct TableTests {
  @Test func aTableWithoutRowsKeepsItsTitles() {
    #expect(Table([.init("a"), .init("bc")], rows: []).text == "a  bc\n─  ──")
    #expect(Table([], rows: []).text == "")
  }

  @Test func rowsAreFittedToTheColumns() {
    let table = Table([.init("a"), .init("b")], rows: [["1"], ["1", "2", "3"]])
    #expect(table.rows.map(\.count) == [2, 2])
  }

  @Test func markupInCellsIsEscaped() {
    let table = Table([.init("<t>")], rows: [["a|b & <c>"]])
    #expect(table.markdown.contains("a\\|b &amp; &lt;c&gt;"))
    #expect(table.html.contains("a|b &amp; &lt;c&gt;"))
    #expect(!table.html.contains("<t>"))
  }

  @Test func htmlIsWellFormed() {
    #expect(xmlFault(in: "<p>\(TableSamples.gradient.html.replacingBreaks)</p>") == nil)
    #expect(xmlFault(in: "<p>\(DerivationSamples.lecture.html)</p>") == nil)
  }
}

extension String {
  /// With `<br>` closed, as XML wants it.
  fileprivate var replacingBreaks: String {
    split(separator: "<br>", omittingEmptySubsequences: false).joined(separator: "<br/>")
  }
}
