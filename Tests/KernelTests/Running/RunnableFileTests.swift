import Kernel
import Testing

@Suite struct RunnableFileTests {
  @Test func programIsOneCellNamedAfterItsFile() throws {
    try check("/a/b/train.adj", "x = 1\nx", [("train.adj", "x = 1\nx")])
  }

  @Test func notebookCellsAreNamedAsInTheirPrompts() throws {
    try check(
      "lecture.ipynb",
      #"{"nbformat": 4, "cells": [{"cell_type": "code", "source": "1"},"#
        + #"{"cell_type": "raw"}, {"cell_type": "code", "source": ["2"]}]}"#,
      [("lecture.ipynb, In[1]", "1"), ("lecture.ipynb, In[2]", "2")]
    )
  }

  @Test func emptyProgramIsAnEmptyCell() throws {
    try check("empty.adj", "", [("empty.adj", "")])
  }

  @Test func cellsWithoutCodeAreLeftOut() throws {
    try check(
      "lecture.ipynb",
      #"{"nbformat": 4, "cells": [{"cell_type": "code", "source": " \n\t"},"#
        + #"{"cell_type": "code", "source": "2"}]}"#,
      [("lecture.ipynb, In[1]", "2")]
    )
  }

  @Test func tagsSayWhatMayFailAndWhatIsNotRun() throws {
    let text = """
      {"nbformat": 4, "cells": [
        {"cell_type": "code", "source": "1", "metadata": {"tags": ["skip-execution"]}},
        {"cell_type": "code", "source": "2", "metadata": {"tags": ["raises-exception", "a"]}},
        {"cell_type": "code", "source": "3", "metadata": {"tags": "raises-exception"}}
      ]}
      """
    let cells = try RunnableFile(path: "a.ipynb", bytes: Array(text.utf8)).cells
    #expect(cells.map(\.isSkipped) == [true, false, false])
    #expect(cells.map(\.mayFail) == [false, true, false])
    #expect(cells.map(\.title) == ["cell 1, In[ ]", "cell 2, In[1]", "cell 3, In[2]"])
  }

  private func check(_ path: String, _ text: String, _ cells: [(String, String)]) throws {
    let file = try RunnableFile(path: path, bytes: Array(text.utf8))
    #expect(file.cells.map(\.source.name) == cells.map(\.0))
    #expect(file.cells.map(\.source.text) == cells.map(\.1))
  }
}
