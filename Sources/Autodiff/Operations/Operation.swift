import Synchronization
import TensorCore

/// A step that the engine can take and differentiate: its value, its rules and how it is written.
///
/// An operation with attributes (axes, a shape, a selection) is made with them, so that a node is just
/// an operation and its inputs. The rules are written with differentiable operations; gradients therefore nest.
public final class Operation: Sendable {
  /// The name the user knows it by.
  public let name: String
  /// How it is written in a formula.
  public let notation: Notation
  /// Where it is defined, if not for all numbers: `x > 0`.
  public let domain: String?
  let family: Family
  /// Whether the derivative is 0 because the function jumps, which a user who asks for it should know.
  let isPiecewiseConstant: Bool
  /// A number for an elementwise operation, under which a graph keeps its rules; else -1.
  let number: Int
  /// Whether derivatives are computed by a user's rule.
  let isCustom: Bool
  let isLeaf: Bool
  /// What an elementwise operation does to elements; nil for any other.
  let kernel: ElementKernel?
  /// The kernel that gives a number for a number; nil where there is none.
  let numberKernel: UnaryKernel?
  /// The kernel that gives a number for two numbers; nil where there is none.
  let pairKernel: BinaryKernel?
  /// Whether it stands for steps that are written out when somebody looks inside.
  let isDeferred: Bool

  init(
    _ name: String,
    _ notation: Notation,
    domain: String? = nil,
    isPiecewiseConstant: Bool = false,
    isDeferred: Bool = false,
    _ family: Family
  ) {
    self.name = name
    self.isPiecewiseConstant = isPiecewiseConstant
    self.notation = notation
    self.domain = domain
    self.family = family
    self.isDeferred = isDeferred
    isCustom = if case .custom = family { true } else { false }
    isLeaf = if case .leaf = family { true } else { false }
    numberKernel = if case .unary(let kernel, _) = family, !kernel.isTest { kernel } else { nil }
    pairKernel =
      if case .binary(let kernel, _) = family, !kernel.isComparison { kernel } else { nil }
    kernel =
      switch family {
      case .unary(let kernel, _): .unary(kernel)
      case .binary(let kernel, _): .binary(kernel)
      case .leaf, .elementwise, .linear, .general, .custom: nil
      }
    switch family {
    case .unary, .binary: number = elementwiseCount.add(1, ordering: .relaxed).oldValue
    case .leaf, .elementwise, .linear, .general, .custom: number = -1
    }
  }

  /// The result for two numbers; nil where it is no number, or none of the operation's own kernels gives it.
  public func number(_ a: Double, _ b: Double) -> Double? {
    pairKernel?.apply(to: a, b)
  }

  /// Whether the value can be computed from the operands once more, at a cost that does not matter.
  var isRepeatable: Bool {
    switch family {
    case .unary, .elementwise, .binary, .linear: self !== Operation.identity
    case .general(let rule): !rule.derivativeUse.contains(.result)
    case .leaf, .custom: false
    }
  }

  /// Whether the result holds nothing but elements of the operands.
  var moves: Bool {
    if case .linear(let rule) = family { rule.moves } else { false }
  }

  /// A value that nothing leads to: a parameter, an input or a constant.
  static let leaf: Operation = Operation("leaf", .call("leaf"), .leaf)
}

/// How many elementwise operations have been made.
private let elementwiseCount = Atomic(0)

/// A function of one element, or of two.
enum ElementKernel {
  case unary(UnaryKernel)
  case binary(BinaryKernel)
}

/// The forms that an operation's rules come in.
enum Family: Sendable {
  case leaf
  /// Elementwise in one operand; without a derivative it is piecewise constant.
  case unary(UnaryKernel, derivative: UnaryDerivative?)
  /// Elementwise in one operand, with a value composed of kernels.
  case elementwise(@Sendable (Tensor) throws -> Tensor, derivative: UnaryDerivative?)
  /// Elementwise in two operands, with broadcasting.
  case binary(BinaryKernel, derivatives: BinaryDerivatives?)
  /// Linear in each operand, or in all of them together.
  case linear(LinearRule)
  case general(GeneralRule)
  /// The last operand, with derivatives by the others that a user's rule gives; the graph keeps the rule.
  case custom
}

/// The derivative of an elementwise function, from its argument and its result.
typealias UnaryDerivative = @Sendable (_ x: Term, _ y: Term) throws -> LocalDerivative

/// The derivatives of an elementwise function of two operands, from the operands and the result.
struct BinaryDerivatives: Sendable {
  let left: @Sendable (_ a: Term, _ b: Term, _ y: Term) throws -> LocalDerivative
  let right: @Sendable (_ a: Term, _ b: Term, _ y: Term) throws -> LocalDerivative
  /// The left derivative at numbers, for a rule that looks at the values of its operands.
  let nativeLeft: (@Sendable (_ a: Double, _ b: Double, _ y: Double) -> Double)?

  init(
    left: @escaping @Sendable (Term, Term, Term) throws -> LocalDerivative,
    right: @escaping @Sendable (Term, Term, Term) throws -> LocalDerivative,
    nativeLeft: (@Sendable (Double, Double, Double) -> Double)? = nil
  ) {
    self.left = left
    self.right = right
    self.nativeLeft = nativeLeft
  }
}

/// A derivative of one element by one element.
enum LocalDerivative {
  case zero
  case one
  case minusOne
  case term(Term)
  /// An adjoint or tangent of another pass: where it is exactly 0, so is what it is multiplied with.
  case absorbing(Term)
}

/// An operation that is linear: its transpose gives reverse mode, the operation itself forward mode.
struct LinearRule: Sendable {
  /// Whether the operation is linear in all operands together (`stack`) rather than in each (`@`).
  let isJoint: Bool
  /// Whether the result holds nothing but elements of the operands: what is finite stays so in their kind.
  let moves: Bool
  /// Whether it reads or writes a part of its first operand, which passes can do in place.
  let access: ElementAccess?
  /// What it is to a block of elementwise steps; nil where it is none of them.
  let blockForm: BlockForm?
  let value: @Sendable (_ inputs: [Tensor], _ interruption: Interruption) throws -> Tensor
  /// The contribution of the result's cotangent to the operand at `index`.
  let transpose: @Sendable (_ cotangent: Term, _ inputs: [Term], _ index: Int) throws -> Term
  /// How a plan computes it; nil where it takes the value.
  let program: ProgramRule?
  /// The same for a batch; nil where each element is done by itself.
  let batching: BatchingRule?

  init(
    isJoint: Bool = false,
    moves: Bool = false,
    access: ElementAccess? = nil,
    blockForm: BlockForm? = nil,
    program: ProgramRule? = nil,
    value: @escaping @Sendable ([Tensor], Interruption) throws -> Tensor,
    transpose: @escaping @Sendable (Term, [Term], Int) throws -> Term,
    batching: BatchingRule? = nil
  ) {
    self.isJoint = isJoint
    self.moves = moves
    self.access = access
    self.blockForm = blockForm
    self.program = program
    self.value = value
    self.transpose = transpose
    self.batching = batching
  }
}

/// A linear step that can be done while elementwise ones go through memory.
enum BlockForm: Sendable {
  case broadcast
  case cast(DType)
  /// The sum over what broadcasting from the result's shape would repeat.
  case sum
}

/// What an operation does with a part of its first operand.
enum ElementAccess: Sendable {
  case picks([AxisSelection])
  /// The part is replaced by the second operand.
  case replaces([AxisSelection])
}

/// An operation whose rules are written out.
struct GeneralRule: Sendable {
  let value: @Sendable (_ inputs: [Tensor], _ interruption: Interruption) throws -> Tensor
  /// The contribution to the operand at `index`; nil where there is none.
  let pullback:
    @Sendable (_ cotangent: Term, _ inputs: [Term], _ output: Term, _ index: Int) throws -> Term?
  /// The contribution of the tangent of the operand at `index`; nil where there is none.
  let pushforward:
    @Sendable (_ tangent: Term, _ inputs: [Term], _ output: Term, _ index: Int) throws -> Term?
  /// Whether the result is an answer, which nothing is differentiated through.
  let isTest: Bool
  /// Which values the derivatives are computed from.
  let derivativeUse: DerivativeUse
  /// How a plan computes it; nil where it takes the value.
  let program: ProgramRule?
  /// The same for a batch; nil where each element is done by itself.
  let batching: BatchingRule?

  init(
    isTest: Bool = false,
    derivativeUse: DerivativeUse = .all,
    program: ProgramRule? = nil,
    value: @escaping @Sendable ([Tensor], Interruption) throws -> Tensor,
    pullback: @escaping @Sendable (Term, [Term], Term, Int) throws -> Term?,
    pushforward: @escaping @Sendable (Term, [Term], Term, Int) throws -> Term?,
    batching: BatchingRule? = nil
  ) {
    self.isTest = isTest
    self.derivativeUse = derivativeUse
    self.program = program
    self.value = value
    self.pullback = pullback
    self.pushforward = pushforward
    self.batching = batching
  }
}
