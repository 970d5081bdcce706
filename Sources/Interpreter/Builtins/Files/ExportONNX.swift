import Autodiff
import Language
import Networks
import TensorCore

extension Builtin {
  static let exportONNX = Builtin(
    "export_onnx",
    [.required("model"), .required("path"), .required("input_shape")],
    BuiltinDocumentation(
      "Stores a model of built-in layers as an ONNX file, which other programs run.",
      details: [
        "`input_shape` is the shape of an example, or of a batch of them: `(4,)`, `(1, 28, 28)` or `(32, 1, 28, 28)`. "
          + "The file takes any number of examples, a row for each, as `input` and gives `output`, in float32, "
          + "of operators of version 17. It computes what the model does when it does not train.",
        "edge cases: A layer or function of your own is a ValueError that names it; no file is written then.",
      ],
      example: "m = dense(4, 2); export_onnx(m, \"m.onnx\", (4,)); m([1, 2, 3, 4]).shape"
    )
  ) { context, arguments in
    guard case .function(let function as ModelFunction) = arguments["model"] else {
      throw arguments.needs("a model", "model")
    }
    let path = try arguments.path()
    let shape = try Shape.validated(arguments.sizes("input_shape"))
    guard shape.count > 0 else {
      throw arguments.mistake("input_shape", .value, "an example has no axis of size 0: \(shape)")
    }
    do {
      let export = try ONNXExport(function.model, inputShape: shape, in: context.graph)
      try arguments.store(export.encoded(), at: path, in: context)
    } catch let error as UnwritableContent {
      throw arguments.mistake("model", .value, error.reason, hint: error.hint)
    } catch let error as TensorError {
      guard let mistake = Diagnosis.diagnostic(error) else { throw error }
      throw arguments.mistake("input_shape", mistake.kind, mistake.message, hint: mistake.hint)
    }
    return .none
  }
}

extension BoundArguments {
  /// A size, or a tuple or vector of them.
  fileprivate func sizes(_ name: String) throws -> [Int] {
    let numbers: [Double?]
    switch self[name] {
    case .tuple(let tuple): numbers = tuple.elements.map(\.plainNumber)
    case let value:
      let given = try value.operand?.value
      if let given, given.rank > 1 {
        throw needs(
          "the sizes of an example, such as `(1, 28, 28)`,",
          name,
          hint: "of an input `x` they are `x.shape`"
        )
      }
      numbers = given?.values ?? [nil]
    }
    return try numbers.map { number in
      guard let number, let size = Int(whole: number) else {
        throw needs("the sizes of an example, such as `(1, 28, 28)`,", name)
      }
      return size
    }
  }
}
