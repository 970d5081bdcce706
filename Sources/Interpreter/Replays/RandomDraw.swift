import Autodiff
import TensorCore

/// A draw of random numbers in a recorded function, made again at every run of its plan.
final class RandomDraw: RecordedSource {
  /// Draws as many `float64` as a shape has elements.
  typealias Body = (_ stream: inout RandomStream, _ shape: Shape) throws -> Tensor

  private let shape: Shape
  private let draw: Body
  /// The session, which holds the plans.
  private unowned let context: Context
  /// The stream before the latest draw.
  private var before: RandomStream?

  init(_ shape: Shape, _ draw: @escaping Body, in context: Context) {
    self.shape = shape
    self.draw = draw
    self.context = context
  }

  var recordedKind: Kind? { Kind(shape, .float64) }

  func recordedData() throws -> Operand {
    var stream = context.random
    before = stream
    let data = Operand(try draw(&stream, shape).reshaped(to: shape))
    context.restore(random: stream)
    return data
  }

  func takeBack() {
    if let before { context.restore(random: before) }
  }
}
