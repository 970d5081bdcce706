import Kernel
import Testing

@Suite struct NotebookWritingTests {
  @Test func membersAreSortedTextsAreLinesAndTheRestIsKept() throws {
    try check(
      #"{"nbformat_minor": 5, "nbformat": 4, "metadata": {"zz": {"b": 1.5, "a": null}, "ä": 1},"#
        + #" "cells": [{"id": "a", "cell_type": "markdown", "source": "é\n\u001bb", "metadata": {}}]}"#,
      """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "id": "a",
         "metadata": {},
         "source": [
          "é\\n",
          "\\u001bb"
         ]
        }
       ],
       "metadata": {
        "zz": {
         "a": null,
         "b": 1.5
        },
        "ä": 1
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """
    )
  }

  @Test func olderFormatsGetWhatTheyLack() throws {
    try check(
      #"{"nbformat_minor": 2, "nbformat": 4, "cells": [{"cell_type": "code", "source": ""}]}"#,
      """
      {
       "cells": [
        {
         "cell_type": "code",
         "execution_count": null,
         "id": "11ed591d",
         "metadata": {},
         "outputs": [],
         "source": []
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """
    )
  }

  @Test func marksOfOtherProgramsAreNotKept() throws {
    let text = try written(
      #"{"nbformat": 4, "metadata": {"orig_nbformat": 3, "signature": "x"}, "cells": "#
        + #"[{"cell_type": "raw", "metadata": {"trusted": true, "tags": []}}]}"#
    )
    #expect(!text.contains("orig_nbformat") && !text.contains("signature"))
    #expect(!text.contains("trusted") && text.contains("tags"))
  }

  @Test func identifiersAreStableAndUnique() throws {
    let cells = [#"{"id": "same"}"#, #"{"id": "same"}"#, #"{"id": "not valid"}"#, "{}"].map {
      $0.dropLast() + ($0 == "{}" ? "" : ", ") + #""cell_type": "raw", "source": "x"}"#
    }
    let text = #"{"nbformat": 4, "cells": [\#(cells.joined(separator: ","))]}"#
    let notebook = try Notebook(bytes: Array(text.utf8))
    let identifiers = notebook.cells.compactMap { $0.members["id"]?.string }
    #expect(identifiers.first == "same")
    #expect(Set(identifiers).count == 4)
    #expect(try Notebook(bytes: Array(text.utf8)) == notebook)
  }

  @Test(arguments: [
    ("", []),
    ("a", ["a"]),
    ("a\n", ["a\n"]),
    ("a\r\nb\rc", ["a\r\n", "b\r", "c"]),
    ("\n\na", ["\n", "\n", "a"]),
    ("a\u{2028}b\u{85}c\u{0B}d", ["a\u{2028}", "b\u{85}", "c\u{0B}", "d"]),
  ])
  func linesEndWherePythonEndsThem(text: String, lines: [String]) {
    #expect(text.linesKeepingEnds == lines)
  }

  private func check(_ text: String, _ expected: String) throws {
    #expect(try written(text) == expected)
  }

  private func written(_ text: String) throws -> String {
    String(decoding: try Notebook(bytes: Array(text.utf8)).serialized(), as: UTF8.self)
  }
}
