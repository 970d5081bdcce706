import Display
import Testing

struct FieldTableTests {
  private let table = FieldTable([
    ("a<b", .text("x & y")),
    ("W", .numbers(NestedNumbers(shape: [2, 2], values: [1, 2, 3, 4]))),
    ("inner", .fields(FieldTable([("b", .text("1\n2"))]))),
  ])

  @Test func isWellFormed() {
    #expect(xmlFault(in: table.html) == nil)
  }

  @Test func escapesNamesAndText() {
    #expect(table.html.contains("a&lt;b"))
    #expect(table.html.contains("x &amp; y"))
  }

  @Test func recordsAndMatricesAreTablesWithinIt() {
    #expect(table.html.split(separator: "<table").count == 3)
  }
}
