package import Jupyter

/// Collects what the cells of a notebook give, in the form in which its file holds it.
///
/// Displays are updated and outputs cleared as nbclient does it, so that a file that `nbconvert --execute` wrote
/// says the same. Only texts of one stream that follow each other are one output here: where a kernel cuts them
/// depends on time.
package final class CellRecorder: EngineOutput {
  private struct Place {
    let cell: Int
    let output: Int
  }

  private var outputs: [JSONValue] = []
  /// Outputs of the cells before this one, which displays may still update.
  private var earlier: [Int: [JSONValue]] = [:]
  private var cell = 0
  private var displays: [String: [Place]] = [:]
  private var clearsBeforeNext = false
  private var text: (stream: OutputStream, content: String)?
  private var allowance = TextAllowance()

  package init() {}

  /// What each cell gave, by its position in the notebook.
  package var recorded: [Int: [JSONValue]] { earlier.merging([cell: outputs]) { $1 } }

  /// Everything that comes from now on belongs to the cell at this position.
  package func begin(cell position: Int) {
    earlier[cell] = outputs
    outputs = []
    cell = position
    clearsBeforeNext = false
    allowance = TextAllowance()
  }

  /// Ends a cell with its value or its error.
  package func finish(_ outcome: CellOutcome, executionCount: Int) {
    if let notice = allowance.notice { append(notice, to: .standardError) }
    endText()
    switch outcome {
    case .finished(let result?, _):
      append([
        "data": .object(result.data), "execution_count": .integer(executionCount),
        "metadata": .object(result.metadata), "output_type": "execute_result",
      ])
    case .finished(nil, _): break
    case .failed(let error):
      append([
        "ename": .string(error.name), "evalue": .string(error.message), "output_type": "error",
        "traceback": .array(error.traceback.map { .string($0) }),
      ])
    }
  }

  package func write(_ text: String, to stream: OutputStream) {
    guard !text.isEmpty, allowance.admits(text) else { return }
    append(text, to: stream)
  }

  package func display(_ data: MIMEData, id: String?) {
    endText()
    if let id { updateDisplay(data, id: id) }
    append([
      "data": .object(data.data), "metadata": .object(data.metadata), "output_type": "display_data",
    ])
    if let id { displays[id, default: []].append(Place(cell: cell, output: outputs.count - 1)) }
  }

  package func updateDisplay(_ data: MIMEData, id: String) {
    endText()
    for place in displays[id] ?? [] {
      if place.cell == cell {
        outputs[place.output].show(data)
      } else {
        earlier[place.cell]?[place.output].show(data)
      }
    }
  }

  package func clearOutput(waitsForNextOutput: Bool) {
    endText()
    if waitsForNextOutput { clearsBeforeNext = true } else { clear() }
  }

  /// Nobody is there to answer.
  package func requestInput(prompt: String, isPassword: Bool) throws(InputError) -> String {
    throw .notAllowed
  }

  private func append(_ addition: String, to stream: OutputStream) {
    if text?.stream != stream {
      endText()
      text = (stream, "")
    }
    text?.content += addition
  }

  private func endText() {
    guard let text else { return }
    self.text = nil
    append([
      "name": .string(text.stream.rawValue), "output_type": "stream", "text": .string(text.content),
    ])
  }

  private func append(_ output: JSONValue) {
    if clearsBeforeNext { clear() }
    outputs.append(output)
  }

  private func clear() {
    clearsBeforeNext = false
    outputs = []
    for id in displays.keys { displays[id]?.removeAll { $0.cell == cell } }
  }
}

extension JSONValue {
  /// Gives an output other data to show.
  fileprivate mutating func show(_ data: MIMEData) {
    guard var members = object else { return }
    members["data"] = .object(data.data)
    members["metadata"] = .object(data.metadata)
    self = .object(members)
  }
}
