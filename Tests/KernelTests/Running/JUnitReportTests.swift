import Kernel
import Testing

@Suite struct JUnitReportTests {
  @Test func everyCellIsACase() {
    var file = FileReport(path: "a&b.ipynb")
    file.cells = [
      CellReport(title: "cell 1, In[1]", verdict: .passed, seconds: 0.25),
      CellReport(title: "cell 2, In[2]", verdict: .failed(message: "\"<E>\"", text: "x\u{1B}y")),
      CellReport(title: "cell 3, In[3]", verdict: .skipped("why")),
    ]
    #expect(
      JUnitReport([file]).xml == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="adjoint run" tests="3" failures="1" errors="0" skipped="1" time="0.25">
          <testsuite name="a&amp;b.ipynb" tests="3" failures="1" errors="0" skipped="1" time="0.25">
            <testcase classname="a&amp;b.ipynb" name="cell 1, In[1]" time="0.25"/>
            <testcase classname="a&amp;b.ipynb" name="cell 2, In[2]" time="0.0">
              <failure message="&quot;&lt;E&gt;&quot;">x\u{FFFD}y</failure>
            </testcase>
            <testcase classname="a&amp;b.ipynb" name="cell 3, In[3]" time="0.0">
              <skipped message="why"/>
            </testcase>
          </testsuite>
        </testsuites>

        """
    )
  }

  @Test func unreadableFileIsAFailure() {
    var file = FileReport(path: "a.ipynb")
    file.failure = "it is not JSON"
    #expect(file.outcome == .failed)
    #expect(JUnitReport([file]).xml.contains(#"<failure message="it is not JSON">"#))
  }

  @Test func worstCellDecidesTheOutcome() {
    var file = FileReport(path: "a.ipynb")
    file.cells = [.differed(""), .failed(message: "", text: ""), .passed].map {
      CellReport(title: "", verdict: $0)
    }
    #expect(file.outcome == .failed)
    file.cells.remove(at: 1)
    #expect(file.outcome == .differed)
  }
}
