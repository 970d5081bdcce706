import TensorCore

/// A layer as it would be written again: what was asked for, without what is so anyway.
struct LayerSignature {
  private let name: String
  private var arguments: [String]

  init(_ name: String, _ arguments: [String] = []) {
    self.name = name
    self.arguments = arguments
  }

  var text: String { "\(name)(\(arguments.joined(separator: ", ")))" }

  private func adding(_ argument: String) -> LayerSignature {
    var longer = self
    longer.arguments.append(argument)
    return longer
  }

  func with(_ name: String, _ activation: Activation?) -> LayerSignature {
    guard let activation else { return self }
    return adding("\(name)=\(activation.name.isEmpty ? "x -> …" : activation.name)")
  }

  func with(_ name: String, _ flag: Bool, unless ordinary: Bool) -> LayerSignature {
    flag == ordinary ? self : adding("\(name)=\(flag)")
  }

  func with(_ name: String, _ pair: (Int, Int), unless ordinary: (Int, Int)) -> LayerSignature {
    pair == ordinary ? self : adding("\(name)=\(Self.text(pair))")
  }

  func with(_ name: String, _ number: Double, unless ordinary: Double) -> LayerSignature {
    number == ordinary ? self : adding("\(name)=\(Self.text(number))")
  }

  func with(_ dtype: DType) -> LayerSignature {
    dtype == .float64 ? self : adding("dtype=\"\(dtype.name)\"")
  }

  /// One number for both axes, or both.
  static func text(_ pair: (Int, Int)) -> String {
    pair.0 == pair.1 ? "\(pair.0)" : "(\(pair.0), \(pair.1))"
  }

  /// A number as the language writes it.
  static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
