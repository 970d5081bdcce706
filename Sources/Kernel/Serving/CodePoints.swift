/// Cursors are counted in code points on the wire and in UTF-8 bytes in the language.
extension String {
  /// The UTF-8 offset before the code point with this number; the end where there are fewer.
  package func utf8Offset(ofCodePoint number: Int) -> Int {
    unicodeScalars.prefix(number).reduce(0) { $0 + UTF8.width($1) }
  }

  /// How many code points begin before this UTF-8 offset.
  package func codePoint(atUTF8Offset offset: Int) -> Int {
    // Bytes of the form 10xxxxxx go on with a code point.
    utf8.prefix(offset).count { $0 & 0xC0 != 0x80 }
  }
}
