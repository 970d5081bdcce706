import Interpreter
import Testing

/// `%run` and `%timeit`, which need files and a clock.
struct RunTests {
  private let recorder = OutputRecorder()
  private let session: Session

  init() {
    let files = [
      "lib/square.adj": "square(x) = x^2\nside = 3\nsquare(side)",
      "broken.adj": "x = 1\ny = [1, 2] @ [1, 2, 3]",
      "unfinished.adj": "x = (1",
      "loop.adj": "%run loop.adj",
    ]
    session = Session(output: recorder, files: MemoryFiles(files.mapValues { Array($0.utf8) }))
  }

  private func run(_ code: String) -> Outcome { recorder.run(code, in: session) }

  @Test func namesOfAProgramStay() {
    #expect(run("%run lib/square.adj")[.shown] == ["9"])
    #expect(run("square(side + 1)")[.shown] == ["16"])
  }

  @Test func valueOfAProgramInTheMiddleOfACellIsNotShown() {
    #expect(run("%run \"lib/square.adj\"\nside")[.shown] == ["3"])
  }

  @Test(arguments: [
    ("%run broken.adj", "ShapeError: cannot multiply (2) @ (3): the lengths differ"),
    ("%run unfinished.adj", "SyntaxError: `(` is never closed"),
    ("%run missing.adj", "FileError: cannot read missing.adj: no such file or directory"),
    ("%run notes.ipynb", "FileError: `%run` runs programs, and notes.ipynb is a notebook"),
    ("%run loop.adj", "RecursionError: too many files run each other"),
    ("%run", "ValueError: `%run` needs a file"),
    ("%timeit", "ValueError: `%timeit` needs a statement"),
  ])
  func mistakesSayTheirFile(code: String, error: String) {
    #expect(run(code)[.error] == [error])
  }

  @Test func mistakeInAProgramIsMarkedInItsFile() throws {
    let mistake = try #require(run("%run broken.adj").result.diagnostics.first)
    #expect(mistake.location?.source.name == "broken.adj")
  }

  @Test func timesOfRepeatedRunsHaveASpread() {
    let printed = run("n = 0\n%timeit n += 1")[.printed]
    #expect(printed.count == 1)
    #expect(printed.first?.contains("7 repeats of") == true)
    #expect(run("%timeit k = 3; k + 1\nk")[.shown] == ["3"])
  }

  @Test func sessionWithoutFilesSaysSo() {
    let outcome = recorder.run("%run a.adj", in: Session(output: recorder))
    #expect(outcome[.error] == ["FileError: cannot read a.adj: there are no files here"])
  }
}
