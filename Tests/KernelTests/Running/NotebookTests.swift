import Kernel
import Testing

@Suite struct NotebookTests {
  @Test func codeCellsAreReadInOrderAndOthersSkipped() throws {
    try check(
      """
      {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "code", "id": "a", "source": "x = 1", "outputs": [], "metadata": {}},
        {"cell_type": "markdown", "source": "text"},
        {"cell_type": "code", "source": ["y = 2\\n", "x + y"]}
      ]}
      """,
      ["x = 1", "y = 2\nx + y"]
    )
  }

  @Test func notebookWithoutCellsIsEmpty() throws {
    try check(#"{"nbformat": 4, "cells": []}"#, [])
  }

  @Test(arguments: [
    ("", "it is not JSON: end of text in line 1"),
    ("{\n\"nbformat\": 4,\n]", "it is not JSON: no name of a member in line 3"),
    ("{}", "it is JSON, but no notebook: there is no `nbformat` in it"),
    ("[1]", "it is JSON, but no notebook: there is no `nbformat` in it"),
    (#"{"nbformat": 3, "worksheets": []}"#, "it has notebook format 3, not 4"),
    (#"{"nbformat": 4}"#, "it is JSON, but no notebook: there are no `cells` in it"),
    (#"{"nbformat": 4, "cells": [1]}"#, "cell 1 of the file has no `cell_type`"),
    (#"{"nbformat": 4, "cells": [{"cell_type": "code"}]}"#, "cell 1 of the file has no `source`"),
    (
      #"{"nbformat": 4, "metadata": {"kernelspec": {"language": "python"}}, "cells": []}"#,
      "it is a notebook in the language python"
    ),
    (String(repeating: "[", count: 300), "its JSON is nested deeper than 200"),
  ])
  func whatIsNoNotebookIsRefusedWithTheReason(text: String, reason: String) {
    refuse(Array(text.utf8), reason)
  }

  @Test func brokenUTF8IsRefusedWithItsLine() {
    refuse([0x7B, 0x0A, 0xFF, 0x7D], "it is not UTF-8 text: the bytes in line 2 mean nothing")
  }

  private func check(_ text: String, _ cells: [String]) throws {
    let notebook = try Notebook(bytes: Array(text.utf8))
    #expect(notebook.cells.filter(\.isCode).map(\.source) == cells)
  }

  private func refuse(_ bytes: [UInt8], _ reason: String) {
    #expect { try Notebook(bytes: bytes) } throws: { error in
      (error as? UnreadableFile)?.reason == reason
    }
  }
}
