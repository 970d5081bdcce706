import Display
import Language
import TensorCore

extension Builtin {
  static let image = Builtin(
    "image",
    [.required("x"), .keyword("columns", .none), .keyword("scale_each", .bool(false))]
      + PlotOptions.parameters(width: 480, height: 340),
    BuiltinDocumentation(
      "Tensors as grey images, the least value black and the greatest white.",
      details: [
        "shapes: (height, width) one image, (n, height, width) several, (n, channels, height, width) one "
          + "for each channel, a row of them for each n: so the filters of a convolution show.",
        "`columns=` is how many stand side by side, `label=` a tuple of what stands below each. With "
          + "`scale_each=true` each image has its own black and white.",
        "edge cases: NaN is transparent; of more than 100 images the first 100 are shown.",
      ],
      example: "image([[0, 1, 0], [1, 1, 1], [0, 1, 0]], width=120)"
    )
  ) { _, arguments in
    let options = try PlotOptions(arguments)
    let labels = try arguments.labels()
    if case .function(let function as ModelFunction) = arguments["x"] {
      throw arguments.needs(
        "a tensor",
        "x",
        hint: function.fieldNames.contains("K")
          ? "the filters of a convolution are its `K`"
          : "a convolution in it has its filters in `.K`"
      )
    }
    let tensor = try arguments.tensor("x")
    guard (2...4).contains(tensor.rank) else {
      throw arguments.mistake(
        "x",
        .shape,
        "`image` draws (height, width), (n, height, width) or (n, channels, height, width), "
          + "and this has shape \(tensor.shape)",
        hint: "`reshape(x, (-1, 8, 8))` makes images of rows of 64"
      )
    }
    let dimensions = tensor.shape.dimensions
    let (height, width) = (dimensions[tensor.rank - 2], dimensions[tensor.rank - 1])
    let size = height * width
    let count = size > 0 ? tensor.count / size : 0
    let values = tensor.values
    let shown = min(count, 100)
    let tiles = (0..<shown).map { index in
      let grid = Grid(
        xs: (0..<width).map(Double.init),
        ys: (0..<height).map(Double.init),
        values: Array(values[index * size..<(index + 1) * size])
      )
      return ImageSheet.Tile(grid, name: index < labels.count ? labels[index] : "")
    }
    let channels = tensor.rank == 4 ? dimensions[1] : 1
    let natural = channels > 1 ? channels : min(shown, shown > 24 ? 10 : 8)
    let columns = try arguments.optional("columns") { try arguments.count($0) } ?? natural
    let sheet = ImageSheet(
      tiles,
      columns: columns,
      title: options.title,
      width: arguments.isGiven("width") ? options.width : min(480, max(96, columns * 96)),
      scalesEach: try arguments.bool("scale_each"),
      note: shown < count ? "the first \(shown) of \(count)" : ""
    )
    return .object(DisplayObject("image", sheet))
  }
}
