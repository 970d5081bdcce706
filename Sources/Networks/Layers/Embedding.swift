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
    let places = try x.value.values.map { number in
      guard let place = Int(exactly: number), (0..<count).contains(place) else {
        throw TensorError.index(
          "\(call.place(of: self)) has the entries 0 to \(count - 1), and got "
            + LayerSignature.text(number)
        )
      }
      return place
    }
    let selection: [AxisSelection] =
      x.shape.rank == 0
      ? [.index(places[0])] : [.indices(try Places(places), shape: x.shape)]
    return try call.apply(.index(selection), call.value(0, of: self))
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
