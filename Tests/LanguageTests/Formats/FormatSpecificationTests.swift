import Language
import Testing

struct FormatSpecificationTests {
  @Test(arguments: [
    (".4f", FormatSpecification(digits: 4, presentation: .fixed)),
    ("5d", FormatSpecification(width: 5, presentation: .decimal)),
    (".3e", FormatSpecification(digits: 3, presentation: .exponent)),
    ("", FormatSpecification()),
    ("*^10", FormatSpecification(fill: "*", alignment: .center, width: 10)),
    ("<8s", FormatSpecification(alignment: .left, width: 8, presentation: .string)),
    ("+.2%", FormatSpecification(sign: .plus, digits: 2, presentation: .percent)),
    (
      " ,.1f",
      FormatSpecification(sign: .space, groupsThousands: true, digits: 1, presentation: .fixed)
    ),
    ("08.3f", FormatSpecification(fill: "0", width: 8, digits: 3, presentation: .fixed)),
    (">>5", FormatSpecification(fill: ">", alignment: .right, width: 5)),
    ("日>5g", FormatSpecification(fill: "日", alignment: .right, width: 5, presentation: .general)),
  ])
  func formatIsReadAsPythonsAre(_ text: String, _ expected: FormatSpecification) {
    #expect(FormatSpecification(parsing: text) == expected)
  }

  @Test(arguments: [
    "q", ".", ".f", "5.d", "5.2d", "fd", "1001", ".1001f", "5 ", "+s", ",s", "--5", "٣d",
  ])
  func anythingElseIsNone(_ text: String) {
    #expect(FormatSpecification(parsing: text) == nil)
  }
}
