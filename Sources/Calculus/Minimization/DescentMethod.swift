/// A way to a minimum: makes one point after the other.
public protocol DescentMethod {
  /// How it is written: `lbfgs(memory=10)`.
  var signature: String { get }
  /// Whether a step can never lead uphill, so that a step that leads nowhere ends the run.
  var isMonotone: Bool { get }
  /// Begins a run; what it remembers from step to step is its own.
  func begin(on objective: Objective) throws -> any Descent
}

extension DescentMethod {
  public var isMonotone: Bool { true }
}

/// A run of a method.
public protocol Descent {
  /// The value and gradient at a point, of what the method minimises.
  func evaluation(at x: [Double]) throws -> Iterate
  /// The next point, or nil where no better one can be found.
  ///
  /// Steps are counted from 0.
  mutating func next(after current: Iterate, step: Int) throws -> Iterate?
  /// By how much the value was to fall in the step last looked for; infinite where a method cannot tell.
  var expectedGain: Double { get }
  /// A lower point beside one where the gradient vanishes although it is no minimum; nil where none is known.
  func lowerPoint(beside current: Iterate) throws -> Iterate?
}

extension Descent {
  public var expectedGain: Double { .infinity }

  public func lowerPoint(beside current: Iterate) throws -> Iterate? { nil }
}
