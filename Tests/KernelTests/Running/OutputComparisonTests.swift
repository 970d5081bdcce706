import Jupyter
import Kernel
import Testing

@Suite struct OutputComparisonTests {
  @Test func streamsAreComparedWhereverTheyAreCut() {
    check(
      [stream("stdout", "a\n"), stream("stderr", "w\n"), stream("stdout", "b\n")],
      [stream("stdout", "a\nb\n"), stream("stderr", "w\n")],
      nil
    )
  }

  @Test func listsOfLinesAndTextsAreTheSame() {
    check(
      [["output_type": "stream", "name": "stdout", "text": ["a\n", "b"]]],
      [stream("stdout", "a\nb")],
      nil
    )
  }

  @Test func changedLineIsShownBesideTheStoredOne() {
    check(
      [stream("stdout", "same\nold\n")],
      [stream("stdout", "same\nnew\n")],
      "  stdout\n    - 2 | old\n    + 2 | new"
    )
  }

  @Test func missingAndNewOutputsAreNamed() {
    check([stream("stdout", "a")], [], "  stdout: missing now\n    - a")
    check([], [result("5")], "  result: new\n    + 5")
  }

  @Test func promptNumbersAndMetadataAreNotCompared() {
    check([result("5", count: 1)], [result("5", count: 9)], nil)
    check([error("\u{1B}[31mIn[12]\u{1B}[0m")], [error("In[3]")], nil)
  }

  @Test func differentErrorsDiffer() {
    check([error("a")], [error("b")], "  error\n    - 3 | a\n    + 3 | b")
  }

  @Test func numbersMayDifferWithinTheTolerance() {
    check([result("[0.5, 1000]")], [result("[0.5000001, 1000]")], tolerance: 1e-6, nil)
  }

  @Test func toleranceThatWouldDoIsSaid() {
    check(
      [result("0.5")],
      [result("0.501")],
      tolerance: 1e-6,
      """
        result, text/plain
          - 1 | 0.5
          + 1 | 0.501
        only numbers differ: --rtol 0.002 would accept them
      """
    )
  }

  @Test func drawingThatDiffersWithItsTextIsMentionedOnly() {
    let stored: JSONValue = ["text/plain": "a", "image/svg+xml": "<svg>a</svg>"]
    let now: JSONValue = ["text/plain": "b", "image/svg+xml": "<svg>b</svg>"]
    check(
      [["output_type": "display_data", "data": stored]],
      [["output_type": "display_data", "data": now]],
      "  display, text/plain\n    - 1 | a\n    + 1 | b\n  display, image/svg+xml: too"
    )
  }

  @Test func identifiersOfDrawingsFollowTheirNumbers() {
    let drawings: [JSONValue] = ["a0123456789abcdef", "afedcba9876543210"].map { name in
      ["output_type": "display_data", "data": ["image/svg+xml": .string("<g id=\"\(name)\"/>")]]
    }
    check([drawings[0]], [drawings[1]], tolerance: 1e-9, nil)
  }

  private func check(
    _ stored: [JSONValue],
    _ now: [JSONValue],
    tolerance: Double = 0,
    _ expected: String?
  ) {
    #expect(
      OutputComparison(tolerance: tolerance).difference(between: stored, and: now) == expected
    )
  }

  private func stream(_ name: String, _ text: String) -> JSONValue {
    ["output_type": "stream", "name": .string(name), "text": .string(text)]
  }

  private func result(_ text: String, count: Int = 1) -> JSONValue {
    [
      "output_type": "execute_result", "execution_count": .integer(count),
      "metadata": ["n": .integer(count)], "data": ["text/plain": .string(text)],
    ]
  }

  private func error(_ text: String) -> JSONValue {
    ["output_type": "error", "ename": "E", "evalue": "v", "traceback": [.string(text)]]
  }
}
