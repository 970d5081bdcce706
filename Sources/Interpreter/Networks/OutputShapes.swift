import Autodiff
import Networks
import TensorCore

/// The shapes of what the layers of a model give, and what is known of them before there is an input.
///
/// Where an example has sizes that the first layer leaves open, the model is tried with several, and what changes with
/// the sizes that fit is unknown.
struct OutputShapes {
  /// By the path of the layer; a size that is not known is nil.
  private(set) var layers: [String: Form] = [:]
  /// The shape of an input with its batch; nil where nothing is known of it, or it is the user's own.
  private(set) var input: [Int?]?
  /// What there is to say about sizes that are not known; empty where all are.
  private(set) var remark = ""
  /// Why no input that was tried got through; nil where one did, or the sizes may be at fault.
  private(set) var failure: String?

  /// What a layer gives: tensors by their sizes.
  indirect enum Form {
    case sizes([Int?])
    case tuple([Form])
    case record([(name: String, value: Form)])
    case other
  }

  private let model: Model
  private let context: Context
  /// Whether the first size is that of a batch which could have any.
  private(set) var isBatchOpen = true

  /// The shapes for an input.
  init(of model: Model, for input: Tree, in context: Context) throws {
    (self.model, self.context, isBatchOpen) = (model, context, false)
    let (found, failure) = run(input)
    if let failure { throw failure }
    layers = found
  }

  /// What is known of the shapes without an input.
  init(of model: Model, in context: Context) throws {
    (self.model, self.context) = (model, context)
    guard let form = model.layer.exampleForm else { return }
    guard case .features(let count) = form else {
      try tryOut(form)
      return
    }
    let (found, failure) = try run(form, size: 1)
    if model.layer.readsSequences {
      // A dense layer before one that reads sequences takes a sequence too.
      try tryOut(.sequence(features: count))
      if layers.count >= found.count { return }
      (input, remark) = (nil, "")
    }
    if failure != nil, model.layer.parts.children.count > 1 {
      // A norm takes images and sequences too, and a layer behind it may take nothing else.
      for form in [ExampleForm.image(channels: count), .sequence(features: count)] {
        try tryOut(form)
        if layers.count > found.count { return }
      }
      (input, remark) = (nil, "")
      self.failure = (failure as? TensorError)?.message
    }
    layers = found
  }

  private mutating func tryOut(_ form: ExampleForm) throws {
    let outputs = context.outputCount
    let isOpen =
      try run(form, size: Self.odd).failure == nil && run(form, size: Self.even).failure == nil
    // A function among the layers that prints is not asked again and again.
    let fitting = isOpen || context.outputCount != outputs ? nil : try fittingSizes(form)
    let sizes = fitting ?? Self.odd...Self.even
    let (few, many) = (
      try run(form, size: sizes.lowerBound).layers, try run(form, size: sizes.upperBound).layers
    )
    layers = [:]
    for (path, shape) in few {
      if let other = many[path] { layers[path] = shape.common(with: other) }
    }
    let (smallest, largest) = (
      [1] + form.shape(size: sizes.lowerBound).dimensions,
      [1] + form.shape(size: sizes.upperBound).dimensions
    )
    input = Self.common(smallest, largest)
    if fitting == nil {
      let example = [1] + form.shape(size: Self.typical).dimensions
      remark = "more with x=(\(example.map(String.init).joined(separator: ", ")))"
    } else if sizes.count > 1 {
      remark = "?: \(sizes.lowerBound) to \(sizes.upperBound) fit"
    }
  }

  private static let odd = 61
  private static let even = 64
  private static let typical = 32

  /// The smallest sizes of an example that all layers fit; nil where none of the usual ones does.
  private func fittingSizes(_ form: ExampleForm) throws -> ClosedRange<Int>? {
    func fits(_ size: Int) throws -> Bool { try run(form, size: size).failure == nil }
    let sizes = Array(1...64) + [80, 96, 112, 128, 150, 160, 192, 200, 224, 256]
    guard let smallest = try sizes.first(where: fits) else { return nil }
    var largest = smallest
    while largest < 2 * smallest, try fits(largest + 1) { largest += 1 }
    return smallest...largest
  }

  private func run(
    _ form: ExampleForm,
    size: Int
  ) throws -> (layers: [String: Form], failure: (any Error)?) {
    let shape = Shape([1] + form.shape(size: size).dimensions)
    let found = run(.leaf(Operand(try Tensor.filled(0, shape: shape))))
    try context.poll()
    return found
  }

  /// The shapes up to the first layer that an input does not fit.
  private func run(_ input: Tree) -> (layers: [String: Form], failure: (any Error)?) {
    var found: [String: Form] = [:]
    do {
      // The draws are not the session's: looking at a model must not change what comes after.
      _ = try model.run(
        input,
        parameters: model.parameters.map(\.parameter.variable.plain),
        in: context.graph,
        draw: { Operand(try Tensor.filled(0, shape: $0)) },
        observer: { path, _, output in found[path] = Form(output) }
      )
      return (found, nil)
    } catch {
      return (found, error)
    }
  }

  fileprivate static func common(_ a: [Int?], _ b: [Int?]) -> [Int?] {
    zip(a, b).map { $0 == $1 ? $0 : nil }
  }
}

extension Layer {
  /// Whether a layer inside takes sequences and nothing else.
  fileprivate var readsSequences: Bool {
    if parts.children.isEmpty, case .sequence? = exampleForm { return true }
    return parts.children.contains { $0.layer.readsSequences }
  }
}

extension OutputShapes.Form {
  fileprivate init(_ output: Tree) {
    switch output {
    case .leaf(let operand): self = .sizes(operand.shape.dimensions)
    case .tuple(let members): self = .tuple(members.map { Self($0) })
    case .record(let fields), .parameters(let fields, _):
      self = .record(fields.map { ($0.name, Self($0.value)) })
    case .other: self = .other
    }
  }

  /// What two runs agree on.
  fileprivate func common(with other: Self) -> Self {
    switch (self, other) {
    case (.sizes(let a), .sizes(let b)) where a.count == b.count:
      .sizes(OutputShapes.common(a, b))
    case (.tuple(let a), .tuple(let b)) where a.count == b.count:
      .tuple(zip(a, b).map { $0.common(with: $1) })
    case (.record(let a), .record(let b)) where a.map(\.name) == b.map(\.name):
      .record(zip(a, b).map { ($0.name, $0.value.common(with: $1.value)) })
    default: .other
    }
  }

  /// How a table shows it: `(batch, 8, ?, ?)`.
  func text(isBatchOpen: Bool) -> String {
    switch self {
    case .sizes(let sizes):
      var texts = sizes.map { $0.map(String.init) ?? "?" }
      if isBatchOpen, sizes.first == 1 { texts[0] = "batch" }
      return "(\(texts.joined(separator: ", ")))"
    case .tuple(let members):
      return "(\(members.map { $0.text(isBatchOpen: isBatchOpen) }.joined(separator: ", ")))"
    case .record(let fields):
      let texts = fields.map { "\($0.name): \($0.value.text(isBatchOpen: isBatchOpen))" }
      return "{\(texts.joined(separator: ", "))}"
    case .other: return "…"
    }
  }
}
