import Jupyter
import Testing

private func history(_ request: JSONValue) throws -> JSONValue? {
  let kernel = MemoryKernel()
  for code in ["echo a", "print b", "echo c", "echo a"] { _ = try kernel.execute(code) }
  _ = try kernel.execute("echo hidden", ["store_history": false])
  return try kernel.reply("history_request", request)?["history"]
}

@Test func tailGivesTheLastCells() throws {
  #expect(
    try history(["hist_access_type": "tail", "n": 2, "output": false, "raw": true])
      == [[1, 3, "echo c"], [1, 4, "echo a"]]
  )
}

@Test func outputIsPairedWithInput() throws {
  #expect(
    try history(["hist_access_type": "tail", "n": 3, "output": true, "raw": true])
      == [
        [1, 2, ["print b", nil]], [1, 3, ["echo c", "c"]], [1, 4, ["echo a", "a"]],
      ]
  )
}

@Test(arguments: [0, 1]) func rangeEndsBeforeItsStop(session: Int) throws {
  let range: JSONValue = [
    "hist_access_type": "range", "session": .integer(session), "start": 1, "stop": 3,
    "output": false, "raw": true,
  ]
  #expect(try history(range) == [[1, 1, "echo a"], [1, 2, "print b"]])
}

@Test func searchIsByGlobOverTheWholeCell() throws {
  #expect(
    try history(["hist_access_type": "search", "pattern": "echo ?", "n": 2])
      == [[1, 3, "echo c"], [1, 4, "echo a"]]
  )
  #expect(try history(["hist_access_type": "search", "pattern": "echo"]) == [])
}

@Test func uniqueSearchKeepsTheLastOfEqualCells() throws {
  #expect(
    try history(["hist_access_type": "search", "pattern": "*o*", "unique": true])
      == [[1, 3, "echo c"], [1, 4, "echo a"]]
  )
}

@Test(arguments: [
  ("", "", true), ("abc", "*", true), ("abc", "a*c", true), ("abc", "a?c", true),
  ("abc", "b*", false), ("aXbXc", "a*b*c", true), ("ab", "a*b*c", false), ("a", "", false),
]) func globMatchesWholeTexts(text: String, pattern: String, expected: Bool) {
  #expect(matches(text, glob: pattern) == expected)
}
