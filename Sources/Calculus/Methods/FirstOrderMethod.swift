/// A method that needs nothing but the gradient of each point, such as the optimizers of networks.
public struct FirstOrderMethod: DescentMethod {
  /// The point after one step, from a point and its gradient.
  public typealias Step = (_ x: [Double], _ gradient: [Double]) throws -> [Double]

  public let signature: String
  public var isMonotone: Bool { false }
  private let makeStep: () throws -> Step

  /// Takes a function that begins a run: what the step it gives remembers is the run's own.
  public init(_ signature: String, makeStep: @escaping () throws -> Step) {
    self.signature = signature
    self.makeStep = makeStep
  }

  public func begin(on objective: Objective) throws -> any Descent {
    Run(objective: objective, step: try makeStep())
  }

  private struct Run: Descent {
    let objective: Objective
    let step: Step

    func evaluation(at x: [Double]) throws -> Iterate { try objective.evaluation(at: x) }

    func next(after current: Iterate, step number: Int) throws -> Iterate? {
      try evaluation(at: step(current.x, current.gradient))
    }
  }
}
