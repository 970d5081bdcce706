import Display
import Language
import TensorCore

/// Reads the paths drawn over a field: points one after the other, alone or under names.
///
/// A path is a tensor of shape (n, 2), a pair of vectors, or what `minimize` gives: a record that
/// holds it under `history`, `path` or `x`.
struct PathReader {
  private let context: Context
  private var paths: [Plot.Series] = []

  /// The paths that a value holds, each a series of its own.
  static func paths(
    in value: Value,
    _ labels: [String],
    _ context: Context
  ) throws
    -> [Plot.Series]
  {
    var reader = PathReader(context: context)
    try reader.read(value, named: labels.first ?? "")
    return reader.paths.enumerated().map { position, path in
      let name = position < labels.count ? labels[position] : path.name
      return Plot.Series(name: name, mark: .path, xs: path.xs, ys: path.ys, color: position)
    }
  }

  private init(context: Context) {
    self.context = context
  }

  private mutating func read(_ value: Value, named name: String) throws {
    if let path = try path(in: value, depth: 0) {
      paths.append(Plot.Series(name: name, mark: .path, xs: path.xs, ys: path.ys))
      return
    }
    switch value {
    case .tuple(let tuple):
      for element in tuple.elements { try read(element, named: "") }
    case .record(let record):
      for (name, member) in record.fields { try read(member, named: name) }
    default: throw Self.misfit(value)
    }
  }

  private static func misfit(_ value: Value) -> Diagnostic {
    Diagnostic(
      .type,
      "a path is a tensor of shape (n, 2), a result of `minimize`, or a tuple or record of those, "
        + "not \(value.described)"
    )
  }

  /// The fields that hold a path, in the order they are tried.
  private static let fieldNames = ["history", "path", "x", "p"]

  /// The path that a value is; nil where it is none.
  private func path(in value: Value, depth: Int) throws -> (xs: [Double], ys: [Double])? {
    switch value {
    case .object(let object):
      guard depth < 3 else { return nil }
      for name in Self.fieldNames
      where object.fieldNames.isEmpty || object.fieldNames.contains(name) {
        if let field = try object.field(name, in: context),
          let path = try path(in: field, depth: depth + 1)
        {
          return path
        }
      }
      return nil
    case .record(let record):
      guard depth < 3 else { return nil }
      for name in Self.fieldNames {
        if let field = record[name], let path = try path(in: field, depth: depth + 1) {
          return path
        }
      }
      // The history of a function of two parameters is a record of one column for each.
      return depth > 0 && record.count == 2 ? try columns(record.values) : nil
    case .tuple(let tuple): return tuple.elements.count == 2 ? try columns(tuple.elements) : nil
    default: return try rows(value)
    }
  }

  /// A tensor of shape (n, 2).
  private func rows(_ value: Value) throws -> (xs: [Double], ys: [Double])? {
    guard let tensor = try value.operand?.value, tensor.rank == 2, tensor.shape.dimensions[1] == 2
    else { return nil }
    let values = tensor.values
    let steps = 0..<tensor.shape.dimensions[0]
    return (steps.map { values[2 * $0] }, steps.map { values[2 * $0 + 1] })
  }

  /// Two vectors of one length.
  private func columns(_ members: [Value]) throws -> (xs: [Double], ys: [Double])? {
    let tensors = try members.compactMap { try $0.operand?.value }
    guard tensors.count == 2, tensors[0].rank == 1, tensors[0].shape == tensors[1].shape else {
      return nil
    }
    return (tensors[0].values, tensors[1].values)
  }
}
