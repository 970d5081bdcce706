import Autodiff
public import Display
import Language
import TensorCore

extension Context {
  /// What `print` writes: strings bare.
  public func bareText(of value: Value) throws -> String {
    if case .string(let text) = value { return text.string }
    return try shownText(of: value)
  }

  /// What a cell shows: strings quoted.
  public func shownText(of value: Value) throws -> String {
    switch value {
    case .number(let number): return style.text(number)
    case .bool(let bool): return bool ? "true" : "false"
    case .tensor(let tensor): return nested(tensor).text
    case .variable(let variable): return try shownText(of: Value(variable.plain))
    case .parameter(let parameter): return try shownText(of: Value(parameter.variable.plain))
    case .row(let row): return try shownText(of: Value(row.matrix().plain))
    case .string(let text): return Quotation.quoted(text.string)
    case .tuple(let tuple): return try text(of: tuple)
    case .record(let record): return try text(of: record)
    case .range(let range): return range.text
    case .function(let function): return try function.bundle(in: self).plainText
    case .object(let object): return try object.text(in: self)
    case .none, .unassigned: return "none"
    }
  }

  /// What a front end shows below a cell, headed by the name where the cell ends in an assignment.
  public func bundle(of value: Value, named name: String? = nil) throws -> MIMEBundle {
    let bundle: MIMEBundle
    switch value {
    case .tensor(let tensor):
      return name.map { Heading($0).beside(nested(tensor).bundle) } ?? nested(tensor).bundle
    case .variable(let variable): return try self.bundle(of: Value(variable.plain), named: name)
    case .parameter(let parameter):
      return try self.bundle(of: Value(parameter.variable.plain), named: name)
    case .row(let row): return try self.bundle(of: Value(row.matrix().plain), named: name)
    case .object(let object): return try object.bundle(in: self)
    case .record(let record): bundle = try self.bundle(of: record)
    case .function(let function): bundle = try function.bundle(in: self)
    default: bundle = MIMEBundle(plainText: try shownText(of: value))
    }
    return name.map { Heading($0).over(bundle) } ?? bundle
  }

  func nested(_ tensor: Tensor) -> NestedNumbers {
    NestedNumbers(
      shape: tensor.shape.dimensions,
      of: tensor.dtype == .bool ? .truth : .number,
      typeName: tensor.dtype.name,
      style: style,
      at: { tensor[$0] }
    )
  }
}

/// `name = ` in front of a value.
private struct Heading {
  let name: String

  init(_ name: String) {
    self.name = name
  }

  func over(_ bundle: MIMEBundle) -> MIMEBundle {
    headed(bundle) { "<div>\(title)</div>\n\($0)" }
  }

  func beside(_ bundle: MIMEBundle) -> MIMEBundle {
    headed(bundle) {
      "<div style=\"display:flex;align-items:center;gap:0.4em\">\(title)\n\($0)</div>"
    }
  }

  private var title: String { "<span>\(escapedForXML(name)) =</span>" }

  private func headed(_ bundle: MIMEBundle, html: (String) -> String) -> MIMEBundle {
    let prefix = "\(name) = "
    let indent = String(repeating: " ", count: displayWidth(prefix))
    let text = bundle.plainText.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n" + indent)
    let rich = bundle.entries.compactMap { entry -> MIMEBundle.Entry? in
      switch entry.type {
      case .html: .init(.html, html(entry.content))
      default: nil
      }
    }
    return MIMEBundle(plainText: prefix + text, rich)
  }
}

/// A string in quotes, on one line.
enum Quotation {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text {
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.append(character)
      }
    }
    return result + "\""
  }
}
