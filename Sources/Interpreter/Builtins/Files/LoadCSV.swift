import Language
import Networks

extension Builtin {
  static let loadCSV = Builtin(
    "load_csv",
    [
      .required("path"), .keyword("header", .none), .keyword("separator", .none),
      .keyword("decimal", .string(".")), .keyword("missing", .none),
      .keyword("text", .string("refuse")), .keyword("as", .string("columns")),
    ],
    BuiltinDocumentation(
      "A table of text: a record with a vector for each column of its header, else a matrix.",
      details: [
        "The first row is a header if something in it is no number; `header=true` or `false` decides. Its words "
          + "become names: \"sepal length (cm)\" is `sepal_length_cm`. `as=\"matrix\"` gives a matrix in any case.",
        "The separator is found out (`,` `;` tab `|` or spaces) or given; `decimal=\",\"` reads 2,5. Fields may stand "
          + "in double quotes, `\"\"` for one inside. Empty lines, and lines that begin with `#`, are left out; "
          + "one right above rows of numbers, with a word for each column, is their header. UTF-8 and UTF-16 are read.",
        "Missing values are NaN: empty fields, NA, N/A, NaN, null, none, ?, and what `missing=` says (a string or a "
          + "tuple of them). A column of true and false is bool, or 1, 0 and NaN where some are missing.",
        "Text is a FileError with its line and column. `text=\"keep\"` keeps columns of text as tuples of strings; "
          + "`text=\"classes\"` numbers their different texts from 0, with the names beside them in `…_classes`.",
      ],
      example: "save(\"t.csv\", {x: [1, 2], y: [3, nan]}); load_csv(\"t.csv\")"
    )
  ) { context, arguments in
    let path = try arguments.path()
    let options = try arguments.csvOptions()
    return try Value(arguments.content(of: path, in: context) { try decodeCSV($0, options) })
  }
}

extension BoundArguments {
  fileprivate func csvOptions() throws -> CSVOptions {
    var options = CSVOptions()
    options.hasHeader = try optional("header") { try bool($0) }
    options.separator = try optional("separator") { try separator($0) }
    let decimal = try string("decimal")
    guard let mark = decimal.first, decimal.count == 1, mark == "." || mark == "," else {
      throw mistake("decimal", .value, "the decimal mark is \".\" or \",\", not \"\(decimal)\"")
    }
    options.decimalMark = mark
    options.missing = Set(try texts("missing"))
    options.text = try choice("text")
    options.isMatrix = try choice("as", among: ["columns", "matrix"]) == "matrix"
    return options
  }

  private func separator(_ name: String) throws -> UInt8 {
    let text = try string(name)
    guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80, !"\"\n\r#".contains(text)
    else {
      throw mistake(name, .value, "a separator is one character, such as \";\" or \"\\t\"")
    }
    return byte
  }

  /// A string, a tuple of strings, or none.
  private func texts(_ name: String) throws -> [String] {
    switch self[name] {
    case .none: return []
    case .string(let text): return [text.string]
    case .tuple(let tuple):
      return try tuple.elements.map { element in
        guard case .string(let text) = element else { throw needs("strings", name) }
        return text.string
      }
    default: throw needs("a string or a tuple of them", name)
    }
  }

  private func choice(_ name: String) throws -> CSVOptions.TextColumns {
    let choices = CSVOptions.TextColumns.allCases.map(\.rawValue)
    return CSVOptions.TextColumns(rawValue: try choice(name, among: choices)) ?? .refuse
  }

  /// One of a few strings.
  private func choice(_ name: String, among choices: [String]) throws -> String {
    let text = try string(name)
    if choices.contains(text) { return text }
    throw mistake(
      name,
      .value,
      "`\(name)` cannot be \"\(text)\"",
      hint: "it is " + choices.map { "\"\($0)\"" }.joined(separator: " or ")
    )
  }
}
