import Autodiff
import Networks
import TensorCore
import Testing

/// Makes layers as the language would, with defaults filled in.
struct LayerMaker {
  let graph = Graph(interruption: Interruption())
  private let stream = Stream()

  private final class Stream {
    var random = RandomStream(seed: 0)
  }

  func layer(_ name: String, _ given: [String: LayerArgument]) throws -> any Layer {
    let definition = try #require(allLayers.first { $0.name == name })
    var values = given
    for parameter in definition.parameters where values[parameter.name] == nil {
      values[parameter.name] = try argument(parameter)
    }
    let workshop = Workshop(
      graph,
      uniform: { [stream] in try stream.random.uniform(count: $0) },
      normal: { [stream] in try stream.random.normal(count: $0) }
    )
    return try definition.make(LayerArguments(values), workshop)
  }

  private func argument(_ parameter: LayerParameter) throws -> LayerArgument {
    switch try #require(parameter.defaultValue) {
    case .absent: .absent
    case .integer(let integer):
      parameter.form == .size ? .size(integer) : .pair(integer, integer)
    case .number(let number): .number(number)
    case .flag(let flag): .flag(flag)
    case .text(let text):
      parameter.form == .initializer
        ? .initializer(try #require(Initializer.named(text)))
        : .dtype(text == "float32" ? .float32 : .float64)
    }
  }
}
