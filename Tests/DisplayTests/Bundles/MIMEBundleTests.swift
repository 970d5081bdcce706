import Display
import Testing

struct MIMEBundleTests {
  @Test func keysCarryNoParameters() {
    #expect(MIMEType(rawValue: "text/html; charset=utf-8") == .html)
  }

  @Test func plainTextIsAlwaysThereAndOnlyOnce() {
    let bundle = MIMEBundle(plainText: "a", [.init(.plainText, "b"), .init(.html, "<b>a</b>")])
    #expect(bundle.entries.map(\.type) == [.plainText, .html])
    #expect(bundle[.plainText] == "a")
  }
}
