public import TensorCore

/// What a file of numbers holds, whatever its format.
public struct FileContent {
  public enum Body {
    case tensor(Tensor)
    /// Arrays by name, in the order of the file; dots in names stand for records inside records.
    case arrays([NamedTensor])
    /// Columns of a table by name, each as long as the others.
    case columns([Column])
  }

  /// A column of a table.
  public struct Column {
    public enum Cells {
      case numbers(Tensor)
      case texts([String])
    }

    public let name: String
    public let cells: Cells

    public init(_ name: String, _ cells: Cells) {
      self.name = name
      self.cells = cells
    }
  }

  public let body: Body
  /// What the file says of itself.
  public let metadata: [(name: String, value: String)]
  /// What was lost in reading.
  public let remarks: [String]

  public init(
    _ body: Body,
    metadata: [(name: String, value: String)] = [],
    remarks: [String] = []
  ) {
    self.body = body
    self.metadata = metadata
    self.remarks = remarks
  }
}

/// An array of a file with its name.
public struct NamedTensor: Sendable {
  public let name: String
  public let tensor: Tensor

  public init(_ name: String, _ tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }
}
