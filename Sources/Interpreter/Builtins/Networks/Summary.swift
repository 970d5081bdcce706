import Autodiff
import Display
import Language
import Networks
import TensorCore

extension Builtin {
  static let summary = Builtin(
    "summary",
    [.required("model"), .optional("x", .none)],
    BuiltinDocumentation(
      "A table of a model's layers: what each is, the shape of its result, and its parameters.",
      details: [
        "`x` is an input or the shape of one, as a tuple. Without it the shapes are those of a batch of "
          + "examples that all layers fit, and a size that could be another is `?`: the steps of a "
          + "sequence, the height and width of an image.",
        "A layer that occurs twice has its parameters counted once.",
      ],
      example: "summary(sequential(dense(2, 8, activation=tanh), dense(8, 1)))"
    )
  ) { context, arguments in
    guard case .function(let function as ModelFunction) = arguments["model"] else {
      throw arguments.needs("a model", "model")
    }
    let table = try ModelSummary(function.model).table(for: context.input(arguments), in: context)
    return .object(DisplayObject("summary", table))
  }
}

extension Context {
  /// The input that `x` gives; nil where there is none.
  fileprivate func input(_ arguments: BoundArguments) throws -> Tree? {
    switch arguments["x"] {
    case .none: return nil
    case .tuple(let tuple):
      let sizes = tuple.elements.compactMap { $0.plainNumber.flatMap(Int.init(whole:)) }
      guard sizes.count == tuple.elements.count, sizes.allSatisfy({ $0 >= 0 }) else {
        throw arguments.needs("an input or the shape of one", "x")
      }
      return .leaf(Operand(try Tensor.filled(0, shape: Shape.validated(sizes))))
    default: return .leaf(try arguments.operand("x").plain)
    }
  }
}
