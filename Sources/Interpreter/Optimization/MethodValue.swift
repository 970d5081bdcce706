import Calculus
import Display
import Language

/// A method of second order as a value: `lbfgs(memory=10)`.
struct MethodValue: ValueObject {
  /// Makes the method for what it is to minimise.
  typealias Making = (any MethodSite) throws -> any DescentMethod

  let signature: String
  /// Whether the function's result is read as residuals, whose squares are summed.
  let readsResiduals: Bool
  /// Whether a step solves with a matrix of a row and a column for each variable.
  let formsMatrix: Bool
  let make: Making

  /// Above so many variables a matrix is more than memory and patience allow.
  static let matrixLimit = 5000

  init(
    _ signature: String,
    readsResiduals: Bool = false,
    formsMatrix: Bool = false,
    make: @escaping Making
  ) {
    self.signature = signature
    self.readsResiduals = readsResiduals
    self.formsMatrix = formsMatrix
    self.make = make
  }

  var typeName: String { "method" }
  var described: String { "a method" }

  func text(in context: Context) throws -> String { signature }
}

/// Where a method is used, `minimize` or `train`: what it may ask for beside the function it minimises.
protocol MethodSite {
  /// The output of the model behind the function; `given` is a function that the user has named for it.
  func output(_ given: Function?) throws -> Objective
  /// The distribution of that output.
  func distribution() throws -> NaturalGradient.Distribution
  /// What Gauss and Newton's method finds.
  var leastSquares: GaussNewton.Form { get }
}

extension MinimizationSite: MethodSite {
  func output(_ given: Function?) throws -> Objective {
    guard let given else {
      throw Diagnostic(
        .value,
        "`natural_gradient` measures steps by the model's output, and none is given",
        hint: "name it: `natural_gradient(0.1, output = m -> m(x))`"
      )
    }
    return try objective(of: given)
  }

  func distribution() -> NaturalGradient.Distribution { .normal }

  var leastSquares: GaussNewton.Form { .squares }
}
