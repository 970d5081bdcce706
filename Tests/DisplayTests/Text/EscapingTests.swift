import Display
import Testing

@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain ∇f", "plain ∇f"), ("a < b", "a &lt; b"), ("\"x\" & y", "&quot;x&quot; &amp; y"),
    ("line\nline\t", "line\nline\t"), ("bell\u{7}", "bell\u{FFFD}"), ("\u{FFFE}", "\u{FFFD}"),
    ("\u{FB01}", "\u{FB01}"), ("", ""),
  ])
  func textForXMLIsNoMarkup(text: String, escaped: String) {
    #expect(escapedForXML(text) == escaped)
  }
}
