import Display
import Language
import TensorCore

extension Context {
  /// A value in an interpolation's format: `{L:.4f}`; a tensor element by element.
  func text(of value: Value, as format: TextFormat) throws -> String {
    do {
      if case .string(let text) = value { return try format.text(text.string) }
      if let number = value.plainNumber { return try format.text(number, style: style) }
      if let tensor = try value.operand?.value, tensor.dtype != .bool {
        return try nestedText(tensor, format, from: 0, axis: 0)
      }
      return try format.text(shownText(of: value))
    } catch let error as TextFormatError {
      throw Diagnostic(.type, error.message)
    }
  }

  private func nestedText(
    _ tensor: Tensor,
    _ format: TextFormat,
    from offset: Int,
    axis: Int
  ) throws -> String {
    let dimensions = tensor.shape.dimensions
    guard axis < dimensions.count else { return try format.text(tensor[offset], style: style) }
    let stride = dimensions[(axis + 1)...].reduce(1, *)
    let parts = try (0..<dimensions[axis]).map {
      try nestedText(tensor, format, from: offset + $0 * stride, axis: axis + 1)
    }
    return "[\(parts.joined(separator: ", "))]"
  }
}

extension TextFormat {
  /// The format as the parser read it.
  init(_ specification: FormatSpecification) {
    self.init(
      fill: specification.fill,
      alignment: specification.alignment.flatMap { Alignment(rawValue: $0.rawValue) },
      sign: specification.sign.flatMap { Sign(rawValue: $0.rawValue) } ?? .minus,
      width: specification.width ?? 0,
      groupsThousands: specification.groupsThousands,
      digits: specification.digits,
      presentation: specification.presentation.flatMap { Presentation(rawValue: $0.rawValue) }
    )
  }
}
