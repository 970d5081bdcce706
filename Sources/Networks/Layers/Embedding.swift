public import Autodiff
import TensorCore

/// A vector for each of some things, which are given by their numbers.
public struct Embedding: TensorLayer {
  public let kind = "embedding"
  public let signature: String
  public var parts: LayerParts
  public let count: Int
  public let size: Int

  public var exampleForm: ExampleForm? { .places }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    let table = call.value(0, of: self)
    if let variable = x.variable, variable.isPlainButRecorded || variable.standsForMany {
      return try call.apply(.lookingUp(places(called: call.place(of: self))), table, x)
    }
    let places = try places(called: call.place(of: self))(x.value)
    let selection: [AxisSelection] =
      x.shape.rank == 0 ? [.index(places[0])] : [.indices(places, shape: x.shape)]
    return try call.apply(.index(selection), table)
  }

  /// What turns the input into places; `name` is what messages call the layer.
  private func places(called name: String) -> Operation.Whereabouts {
    { [count] numbers in
      if let places = try Places(numbers), try places.firstOutside(0..<count) == nil {
        return places
      }
      let odd = try numbers.first {
        guard let place = Int(exactly: $0) else { return true }
        return !(0..<count).contains(place)
      }
      throw TensorError.index(
        "\(name) has the entries 0 to \(count - 1), and got \(LayerSignature.text(odd ?? .nan))"
      )
    }
  }
}

extension Embedding {
  static let definition = LayerDefinition(
    "embedding",
    [
      LayerParameter("count", .size), LayerParameter("size", .size),
      LayerParameter("init", .initializer, default: .text("normal")), .dtype,
    ],
    LayerDocumentation(
      "A layer that has a vector for each of some things, given by their numbers.",
      formula: #"y_i = W_{x_i}"#,
      shapes: "[...] of whole numbers -> [..., size]",
      derivative: "W̄ gets each ȳ_i added to row x_i; 0 by x",
      parameters: "W [count, size] by `init`",
      edgeCases:
        "A number that is not from 0 to count - 1 is an IndexError; the derivative by x is 0.",
      example: "embedding(10, 3)([1, 4, 1]).shape"
    )
  ) { arguments, workshop in
    let (count, size) = try (arguments.size("count"), arguments.size("size"))
    let dtype = try arguments.dtype()
    let weights = try workshop.parameter(
      "W",
      [count, size],
      arguments.initializer(),
      Fans(count, size),
      dtype
    )
    return Embedding(
      signature: LayerSignature("embedding", ["\(count)", "\(size)"]).with(dtype).text,
      parts: LayerParts([weights]),
      count: count,
      size: size
    )
  }
}
