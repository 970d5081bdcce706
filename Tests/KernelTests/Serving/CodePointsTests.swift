import Kernel
import Testing

private func check(_ text: String, codePoint: Int, offset: Int) {
  #expect(text.utf8Offset(ofCodePoint: codePoint) == offset)
  #expect(text.codePoint(atUTF8Offset: offset) == codePoint)
}

@Test(arguments: [(0, 0), (1, 1), (2, 4), (3, 8), (4, 10), (5, 11)])
func codePointsAndBytesAreConverted(codePoint: Int, offset: Int) {
  check("a∇😀\u{301}b", codePoint: codePoint, offset: offset)
}

@Test func positionsBehindTheEndMeanTheEnd() {
  #expect("∇".utf8Offset(ofCodePoint: 9) == 3)
  #expect("∇".codePoint(atUTF8Offset: 9) == 1)
}
