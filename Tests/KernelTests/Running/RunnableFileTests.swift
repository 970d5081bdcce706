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

  private func check(_ path: String, _ text: String, _ cells: [(String, String)]) throws {
    let file = try RunnableFile(path: path, bytes: Array(text.utf8))
    #expect(file.cells.map(\.name) == cells.map(\.0))
    #expect(file.cells.map(\.text) == cells.map(\.1))
  }
}
