/// Everything the kernel needs to know of a language before, and beside, running it.
public struct KernelLanguage: Sendable {
  public let info: LanguageDescription
  /// Makes the engine; called once, on the engine's thread, when the first request needs it.
  public let makeEngine: @Sendable () -> any LanguageEngine
  /// Stops what runs, soon; called from any thread, only while a request runs.
  public let interrupt: @Sendable () -> Void
  /// Forgets an earlier `interrupt`; called before each request, so that idle interrupts do no harm.
  public let clearInterrupt: @Sendable () -> Void

  public init(
    info: LanguageDescription,
    makeEngine: @escaping @Sendable () -> any LanguageEngine,
    interrupt: @escaping @Sendable () -> Void,
    clearInterrupt: @escaping @Sendable () -> Void
  ) {
    self.info = info
    self.makeEngine = makeEngine
    self.interrupt = interrupt
    self.clearInterrupt = clearInterrupt
  }
}

/// What `kernel_info_reply` says of the implementation and its language.
public struct LanguageDescription: Sendable {
  public let implementation: String
  public let implementationVersion: String
  /// The greeting of a console.
  public let banner: String
  public let languageInfo: LanguageInfo
  public let helpLinks: [HelpLink]

  public init(
    implementation: String,
    implementationVersion: String,
    banner: String,
    languageInfo: LanguageInfo,
    helpLinks: [HelpLink] = []
  ) {
    self.implementation = implementation
    self.implementationVersion = implementationVersion
    self.banner = banner
    self.languageInfo = languageInfo
    self.helpLinks = helpLinks
  }
}

/// A line of the front end's Help menu.
public struct HelpLink: Codable, Hashable, Sendable {
  public let text: String
  public let url: String

  public init(text: String, url: String) {
    self.text = text
    self.url = url
  }
}

/// The language as editors see it: names of its highlighters, and its file extension with the dot.
public struct LanguageInfo: Encodable, Sendable {
  public let name: String
  public let version: String
  public let mimetype: String
  public let fileExtension: String
  public let pygmentsLexer: String?
  public let codemirrorMode: String?
  public let nbconvertExporter: String?

  public init(
    name: String,
    version: String,
    mimetype: String,
    fileExtension: String,
    pygmentsLexer: String? = nil,
    codemirrorMode: String? = nil,
    nbconvertExporter: String? = nil
  ) {
    self.name = name
    self.version = version
    self.mimetype = mimetype
    self.fileExtension = fileExtension
    self.pygmentsLexer = pygmentsLexer
    self.codemirrorMode = codemirrorMode
    self.nbconvertExporter = nbconvertExporter
  }

  enum CodingKeys: String, CodingKey {
    case name, version, mimetype
    case fileExtension = "file_extension"
    case pygmentsLexer = "pygments_lexer"
    case codemirrorMode = "codemirror_mode"
    case nbconvertExporter = "nbconvert_exporter"
  }
}
