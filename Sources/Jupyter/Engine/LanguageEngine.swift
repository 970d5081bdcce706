/// A language as the kernel sees it: it runs cells and says things about text.
///
/// One thread makes and uses it, the one with the large stack; only `KernelLanguage.interrupt` comes from others.
/// Cursor positions are offsets in Unicode code points, as on the wire.
public protocol LanguageEngine: AnyObject {
  /// Runs a cell and publishes what it prints and draws through `output`.
  ///
  /// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute
  func execute(_ cell: Cell, output: any EngineOutput) -> CellOutcome

  /// The value of a `user_expressions` member, which must change nothing.
  func evaluate(_ expression: String) -> Result<MIMEData, EngineError>

  /// What could stand at the cursor.
  ///
  /// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion
  func complete(_ code: String, cursor: Int) -> CompletionList

  /// The documentation of what stands at the cursor, nil where nothing is known.
  ///
  /// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
  func inspect(_ code: String, cursor: Int, detail: InspectionDetail) -> MIMEData?

  /// Whether a console should run the text or ask for another line.
  ///
  /// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
  func completeness(of code: String) -> CodeCompleteness
}

/// A cell to be run.
public struct Cell: Sendable {
  public let code: String
  /// The execution count of the protocol, as in `In [n]`.
  public let number: Int
  /// The number by which messages name the cell: cells that leave no history are counted, too.
  public let label: Int
  /// Whether nothing may be published and no history kept.
  public let isSilent: Bool

  public init(code: String, number: Int, label: Int? = nil, isSilent: Bool) {
    self.code = code
    self.number = number
    self.label = label ?? number
    self.isSilent = isSilent
  }
}

/// How a cell ended.
public enum CellOutcome: Sendable {
  /// The value of its last expression, if it had one worth showing, and the texts for the pager.
  case finished(result: MIMEData?, pages: [MIMEData] = [])
  case failed(EngineError)
}

/// An error as a front end shows it.
public struct EngineError: Error, Hashable, Sendable {
  /// The kind, in plain text, such as `ShapeError`.
  public let name: String
  /// What is wrong, in plain text without addresses or times.
  public let message: String
  /// Lines to show, ANSI colours allowed.
  public let traceback: [String]

  public init(name: String, message: String, traceback: [String]) {
    self.name = name
    self.message = message
    self.traceback = traceback
  }
}

/// Whether a text can run as it stands.
public enum CodeCompleteness: Equatable, Sendable {
  case complete
  /// More is expected; the next line starts with this indent.
  case incomplete(indent: String)
  case invalid
  case unknown
}

/// How much `inspect` tells: Shift-Tab once, or twice.
public enum InspectionDetail: Int, Codable, Sendable {
  case summary = 0
  case full = 1
}

/// What could replace the text between two code-point offsets.
public struct CompletionList: Sendable {
  public struct Item: Hashable, Sendable {
    public let text: String
    /// What it is, as JupyterLab shows beside it: `function`, `instance`, `keyword`, `path`.
    public let kind: String
    /// The parameters of a function, `""` where there are none.
    public let signature: String

    public init(text: String, kind: String, signature: String = "") {
      self.text = text
      self.kind = kind
      self.signature = signature
    }
  }

  public let start: Int
  public let end: Int
  public let items: [Item]

  public init(start: Int, end: Int, items: [Item]) {
    self.start = start
    self.end = end
    self.items = items
  }
}
