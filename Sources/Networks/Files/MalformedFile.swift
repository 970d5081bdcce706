/// What is wrong with a file, and where.
public struct MalformedFile: Error, Equatable {
  /// Where in a file something is wrong.
  public enum Place: Equatable, Sendable {
    case byte(Int)
    /// A line and, where it is one field, its column; both counted from 1.
    case line(Int, column: Int?)
    /// An array or file inside the file.
    case member(String)
    case file
  }

  public let place: Place
  /// In lower case, without a full stop.
  public let reason: String
  public let hint: String?

  public init(_ place: Place, _ reason: String, hint: String? = nil) {
    self.place = place
    self.reason = reason
    self.hint = hint
  }

  /// `byte 8: the header ends early`.
  public var message: String {
    switch place {
    case .byte(let offset): "byte \(offset): \(reason)"
    case .line(let line, nil): "line \(line): \(reason)"
    case .line(let line, let column?): "line \(line), column \(column): \(reason)"
    case .member(let name): "`\(name)`: \(reason)"
    case .file: reason
    }
  }

  /// The same inside a member of an archive.
  func inside(_ member: String) -> MalformedFile {
    MalformedFile(.member(member), message, hint: hint)
  }
}
