public import Autodiff
import TensorCore

/// A convolution of images with kernels of its own, and an activation.
public struct Conv2DLayer: TensorLayer {
  public let kind = "conv2d_layer"
  public let signature: String
  public var parts: LayerParts
  public let incoming: Int
  public let outgoing: Int
  public let kernel: (rows: Int, columns: Int)
  public let stride: (rows: Int, columns: Int)
  public let padding: (rows: Int, columns: Int)
  public let activation: Activation?
  public let hasBias: Bool

  public var isFullyDescribed: Bool { activation?.isBuiltin ?? true }

  public var exampleForm: ExampleForm? { .image(channels: incoming) }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    let kernels = call.value(0, of: self)
    let images = try call.images(x, channels: incoming, self)
    let convolution: Convolution
    do {
      convolution = try Convolution(
        images.shape,
        kernels.shape,
        stride: stride,
        padding: padding
      )
    } catch let error {
      throw TensorError.shape("\(call.place(of: self)): \(error.message)", hint: error.hint)
    }
    var y = try call.apply(.conv2d(convolution), call.cast(images, like: kernels), kernels)
    if hasBias {
      let bias = try call.apply(.reshape(to: [outgoing, 1, 1]), call.value(1, of: self))
      y = try call.apply(.add, y, bias)
    }
    return try Activation.apply(activation, to: call.withoutBatch(y, like: x), in: call)
  }
}

extension Conv2DLayer {
  static let definition = LayerDefinition(
    "conv2d_layer",
    [
      LayerParameter("in", .size), LayerParameter("out", .size),
      LayerParameter("kernel", .sizePair),
      LayerParameter("stride", .sizePair, default: .integer(1)),
      LayerParameter("padding", .countPair, default: .integer(0)), .activation, .initializer, .bias,
      .dtype,
    ],
    LayerDocumentation(
      "A layer that convolves images with kernels, one for each output channel.",
      formula: #"y_o = \varphi\Bigl(\sum_c K_{o c} * x_c + b_o\Bigr)"#,
      shapes:
        "[batch, in, height, width] -> [batch, out, height', width'] with "
        + "height' = (height + 2 padding - kernel) / stride + 1; one image without the batch too",
      derivative:
        "by x the kernels turned round over s, by K the images over s, by b the sum of s, with s = φ' ȳ",
      parameters: "K [out, in, kernel, kernel] by `init`, b [out] zeros",
      edgeCases: "Kernels are not turned round; beyond the border the image is 0.",
      source: "Dumoulin & Visin (2016), A guide to convolution arithmetic for deep learning",
      example: "conv2d_layer(1, 4, 3, padding=1, activation=relu)(ones(2, 1, 8, 8)).shape"
    )
  ) { arguments, workshop in
    let (incoming, outgoing) = try (arguments.size("in"), arguments.size("out"))
    let (kernel, stride) = try (arguments.pair("kernel"), arguments.pair("stride"))
    let (padding, dtype) = try (arguments.pair("padding"), arguments.dtype())
    let hasBias = try arguments.flag("bias")
    let area = kernel.0 * kernel.1
    let kernels = try workshop.parameter(
      "K",
      [outgoing, incoming, kernel.0, kernel.1],
      arguments.initializer(),
      Fans(incoming * area, outgoing * area),
      dtype
    )
    let bias = try hasBias ? [workshop.parameter("b", [outgoing], filled: 0, dtype)] : []
    let activation = arguments.activation()
    return Conv2DLayer(
      signature: LayerSignature(
        "conv2d_layer",
        ["\(incoming)", "\(outgoing)", LayerSignature.text(kernel)]
      )
      .with("stride", stride, unless: (1, 1)).with("padding", padding, unless: (0, 0))
      .with("activation", activation).with("bias", hasBias, unless: true).with(dtype).text,
      parts: LayerParts([kernels] + bias),
      incoming: incoming,
      outgoing: outgoing,
      kernel: kernel,
      stride: stride,
      padding: padding,
      activation: activation,
      hasBias: hasBias
    )
  }
}
