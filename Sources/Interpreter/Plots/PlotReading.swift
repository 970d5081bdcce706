import Display
import Language
import TensorCore

extension PlotOptions {
  /// A plot with these options.
  func plot(
    _ series: [Plot.Series],
    fields: [Plot.Field] = [],
    xLimits: ClosedRange<Double>? = nil,
    yLimits: ClosedRange<Double>? = nil,
    xNames: [String] = [],
    yNames: [String] = [],
    runsDown: Bool = false,
    isEqual: Bool = false,
    note: String = ""
  ) -> Plot {
    Plot(
      series,
      fields: fields,
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      xScale: xScale,
      yScale: yScale,
      xLimits: xLimits,
      yLimits: yLimits,
      xNames: xNames,
      yNames: yNames,
      runsDown: runsDown,
      isEqual: isEqual,
      note: note,
      width: width,
      height: height
    )
  }
}

extension BoundArguments {
  /// The strings of a tuple, or a single one; nil for anything else.
  static func strings(_ value: Value) -> [String]? {
    switch value {
    case .string(let text): return [text.string]
    case .tuple(let tuple):
      let strings = tuple.elements.compactMap { element -> String? in
        if case .string(let text) = element { text.string } else { nil }
      }
      return strings.count == tuple.elements.count ? strings : nil
    default: return nil
    }
  }

  /// Names for the rows or columns of something, as many as there are.
  func names(_ name: String, count: Int, of what: String) throws -> [String] {
    if case .none = self[name] { return [] }
    guard let names = Self.strings(self[name]) else { throw needs("a tuple of strings", name) }
    guard names.count == count else {
      throw mistake(
        name,
        .shape,
        "\(function) needs a name for each of the \(count) \(what), and `\(name)` has \(names.count)"
      )
    }
    return names
  }

  /// The numbers of a vector, or of any tensor laid out flat; `what` says in an error what it is.
  func numbers(rest index: Int, isVector: Bool = true) throws -> [Double] {
    guard let tensor = try rest[index].value.operand?.value else {
      throw mistake(
        rest: index,
        .type,
        "\(function) draws numbers and vectors, not \(rest[index].value.described)"
      )
    }
    guard !isVector || tensor.shape.dimensions.filter({ $0 != 1 }).count <= 1 else {
      throw mistake(
        rest: index,
        .shape,
        "\(function) draws vectors, and this has shape \(tensor.shape)"
      )
    }
    return tensor.values
  }
}
