import TensorCore
import Testing

import Autodiff

/// A function's value and gradient as JAX gives them in double precision.
///
/// The gradient is that of the result's elements, weighted 0.5, 0.87, 1.24, 1.61, 1.98 and again from 0.5.
private struct Reference: CustomTestStringConvertible, Sendable {
  enum Argument: Sendable {
    case number(Double)
    case integer(Int)
    case axes([Int])
    case flag(Bool)
    case constant([Double], Shape)
    case absent
  }

  let name: String
  let x: [Double]
  let shape: Shape
  let further: [Argument]
  let values: [Double]
  let gradient: [Double]

  init(
    _ name: String,
    _ x: [Double],
    _ shape: Shape,
    _ further: [Argument],
    values: [Double],
    gradient: [Double]
  ) {
    self.name = name
    self.x = x
    self.shape = shape
    self.further = further
    self.values = values
    self.gradient = gradient
  }

  var testDescription: String { "\(name) \(further)" }

  func result(_ graph: Graph, _ operand: Operand) throws -> Operand {
    let definition = try #require(allDefinitions.first { $0.name == name })
    let arguments = try further.map { argument -> ArgumentValue in
      switch argument {
      case .number(let number): .number(number)
      case .integer(let integer): .integer(integer)
      case .axes(let axes): .axes(axes)
      case .flag(let flag): .flag(flag)
      case .constant(let values, let shape):
        .operand(Operand(try Tensor(values: values, shape: shape)))
      case .absent: .absent
      }
    }
    return try definition.apply(graph, Arguments([.operand(operand)] + arguments)).leaves[0]
  }
}

@Suite struct ReferenceTests {
  @Test(arguments: references)
  private func valueAndGradientAgree(_ reference: Reference) throws {
    let graph = Graph(interruption: Interruption())
    let weighted: Function = { trees in
      let result = try reference.result(graph, trees[0].leaves[0])
      let weights = (0..<result.shape.count).map { 0.5 + 0.37 * Double($0 % 5) }
      let tensor = try Tensor(values: weights, shape: result.shape)
      let product = try graph.apply(.multiply, result, Operand(tensor))
      return .leaf(try graph.apply(.sum(axes: nil), product))
    }
    let x = Operand(try Tensor(values: reference.x, shape: reference.shape))
    let values = try reference.result(graph, x).value.values
    let gradients = try graph.valueAndGradient(of: weighted, at: [.leaf(x)], selected: [0])
      .gradients
    expectClose(values, reference.values)
    expectClose(gradients[0].leaves[0].value.values, reference.gradient)
  }

  private func expectClose(_ a: [Double], _ b: [Double]) {
    #expect(a.count == b.count)
    for (x, y) in zip(a, b) { #expect(abs(x - y) <= 1e-13 * max(1, abs(y))) }
  }

  private static let references = activations + reductions + losses
}

private let activations: [Reference] = [
  Reference(
    "leaky_relu",
    [-3, -0.5, 0.5, 0.25, 2],
    [5],
    [.number(0.01)],
    values: [-0.03, -0.005, 0.5, 0.25, 2.0],
    gradient: [0.005, 0.0087, 1.24, 1.6099999999999999, 1.98]
  ),
  Reference(
    "elu",
    [-3, -0.5, 0, 0.25, 2],
    [5],
    [.number(1)],
    values: [-0.950212931632136, -0.3934693402873665, 0.0, 0.25, 2.0],
    gradient: [0.024893534183931976, 0.5276816739499911, 1.24, 1.6099999999999999, 1.98]
  ),
  Reference(
    "selu",
    [-3, -0.5, 0, 0.25, 2],
    [5],
    [],
    values: [-1.6705687287671118, -0.6917581878028712, 0.0, 0.2626752468388701, 2.101401974710961],
    gradient: [
      0.04376530604013244, 0.9277168031487196, 2.180043182650747, 1.6916285896423233,
      2.080387954963851,
    ]
  ),
  Reference(
    "gelu",
    [-3, -0.5, 0, 0.25, 2],
    [5],
    [],
    values: [
      -0.004049694094890279, -0.15426876936299344, 0.0, 0.14967658142073093, 1.9544997361036416,
    ],
    gradient: [-0.00597282360209196, 0.1152792415491383, 0.62, 1.119551101362654, 2.14875896613483]
  ),
  Reference(
    "silu",
    [-3, -0.5, 0, 0.25, 2],
    [5],
    [],
    values: [
      -0.14227761953270035, -0.1887703343990727, 0.0, 0.14054412522144952, 1.7615941559557646,
    ],
    gradient: [
      -0.044052053007584815, 0.2262337670466929, 0.62, 1.004173134728018, 2.159752812594093,
    ]
  ),
  Reference(
    "softsign",
    [-3, -0.5, 0, 0.25, 2],
    [5],
    [],
    values: [-0.75, -0.3333333333333333, 0.0, 0.2, 0.6666666666666666],
    gradient: [0.03125, 0.3866666666666666, 1.24, 1.0303999999999998, 0.22000000000000008]
  ),
  Reference(
    "clip",
    [-3, -0.5, 0, 0.25, 2],
    [5],
    [.constant([-0.5], .scalar), .constant([1], .scalar)],
    values: [-0.5, -0.5, 0.0, 0.25, 1.0],
    gradient: [0.0, 0.435, 1.24, 1.6099999999999999, 0.0]
  ),
  Reference(
    "softmax",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.integer(-1)],
    values: [
      0.6037488961486258, 0.030058887569574023, 0.3661922162818002, 0.23015804876852067,
      0.7641516326203892, 0.005690318611090184,
    ],
    gradient: [
      -0.17031999577533014, 0.002642055126661728, 0.16767794064866826, -0.06362025341153595,
      0.07150942408911587, -0.007889170677579915,
    ]
  ),
  Reference(
    "softmax",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.integer(0)],
    values: [
      0.11920292202211755, 0.002025320389049882, 0.7685247834990175, 0.8807970779778823,
      0.9979746796109501, 0.23147521650098235,
    ],
    gradient: [
      -0.1165428797978922, -0.0022435524976724534, 0.13164188607863614, 0.11654287979789246,
      0.0022435524976731624, -0.13164188607863625,
    ]
  ),
  Reference(
    "log_softmax",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.integer(-1)],
    values: [
      -0.5045969023422835, -3.5045969023422834, -1.0045969023422834, -1.4689890374923653,
      -0.26898903749236525, -5.1689890374923655,
    ],
    gradient: [
      -1.0757846189479137, 0.7915463034434118, 0.28423831550450124, 0.6686535805367504,
      -1.1453801774173917, 0.4767265968806412,
    ]
  ),
]

private let reductions: [Reference] = [
  Reference(
    "var",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.axes([0]), .flag(false)],
    values: [1.0, 9.610000000000001, 0.36],
    gradient: [-0.5, -2.697, 0.744, 0.5, 2.697, -0.744]
  ),
  Reference(
    "std",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.axes([1]), .flag(false)],
    values: [1.3123346456686351, 2.08539897594894],
    gradient: [
      0.1481668148335556, -0.23283356616701592, 0.08466675133346033, 0.11588509894453103,
      0.28275964142465576, -0.39864474036918685,
    ]
  ),
  Reference(
    "logsumexp",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.axes([1]), .flag(false)],
    values: [1.5045969023422834, 4.468989037492365],
    gradient: [
      0.3018744480743129, 0.015029443784787011, 0.1830961081409001, 0.200237502428613,
      0.6648119203797387, 0.004950577191648461,
    ]
  ),
  Reference(
    "cumsum",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.absent],
    values: [1.0, -1.0, -0.5, 2.5, 6.7, 6.0],
    gradient: [6.700000000000001, 6.199999999999999, 5.33, 4.09, 2.48, 0.5]
  ),
  Reference(
    "cumprod",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.integer(1)],
    values: [1.0, -2.0, -1.0, 3.0, 12.600000000000001, -8.82],
    gradient: [-2.48, 1.49, -2.48, 8.456, 4.89, 6.300000000000001]
  ),
  Reference(
    "sort",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.axes([0])],
    values: [1.0, -2.0, -0.7, 3.0, 4.2, 0.5],
    gradient: [0.5, 0.87, 0.5, 1.6099999999999999, 1.98, 1.24]
  ),
  Reference(
    "median",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.absent, .flag(false)],
    values: [0.75],
    gradient: [0.25, 0.0, 0.25, 0.0, 0.0, 0.0]
  ),
  Reference(
    "quantile",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.constant([0.3, 0.93], [2]), .axes([1]), .flag(false)],
    values: [-0.5, 1.5199999999999998, 0.93, 4.032],
    gradient: [1.0664, 0.2, 0.47359999999999985, 0.7473999999999998, 1.3846, 0.34800000000000003]
  ),
  Reference(
    "norm",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.number(1), .absent, .flag(false)],
    values: [11.4],
    gradient: [0.5, -0.5, 0.5, 0.5, 0.5, -0.5]
  ),
  Reference(
    "norm",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.number(3), .absent, .flag(false)],
    values: [4.799479110142411],
    gradient: [
      0.021706099669590112, -0.08682439867836045, 0.005426524917397528, 0.195354897026311,
      0.3828955981715696, -0.010635988838099153,
    ]
  ),
  Reference(
    "kron",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.constant([2, 0.3], [1, 2])],
    values: [2.0, 0.3, -4.0, -0.6, 1.0, 0.15, 6.0, 0.8999999999999999, 8.4, 1.26, -1.4, -0.21],
    gradient: [1.261, 2.963, 4.11, 2.112, 3.8139999999999996, 1.261]
  ),
]

private let losses: [Reference] = [
  Reference(
    "cross_entropy",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.constant([2, 0], [2])],
    values: [1.2367929699173243],
    gradient: [
      0.15093722403715645, 0.007514721892393506, -0.15845194592954995, -0.19246048780786984,
      0.1910379081550973, 0.001422579652772546,
    ]
  ),
  Reference(
    "cross_entropy",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.constant([0.2, 0.5, 0.3, 1, 0.1, 0.4], [2, 3])],
    values: [2.8590402292904153],
    gradient: [
      0.10093722403715645, -0.11748527810760649, 0.01654805407045006, -0.16369073171180473,
      0.26155686223264596, -0.09786613052084119,
    ]
  ),
  Reference(
    "binary_cross_entropy",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.constant([0, 1, 0.3, 1, 0, 0.4], [2, 3])],
    values: [1.53515405631207],
    gradient: [
      0.06092154821916708, -0.07339975649815687, 0.026871610933487885, -0.003952156098130558,
      0.08210216402556053, -0.005682314347347176,
    ]
  ),
  Reference(
    "kl_divergence",
    [0.1, 0.7, 0.2, 0.3, 0.3, 0.4],
    [2, 3],
    [.constant([0.2, 0.5, 0.3, 1, 0.1, 0.4], [2, 3])],
    values: [0.02675733562993679],
    gradient: [
      0.0767132048600137, 0.33411805915530324, 0.14863372297295896, -0.05099320108148403,
      0.5246530721670273, 0.25,
    ]
  ),
  Reference(
    "entropy",
    [0.1, 0.7, 0.2, 0.3, 0.3, 0.4],
    [2, 3],
    [],
    values: [0.9453592639442805],
    gradient: [
      0.32564627324851136, -0.1608312640153169, 0.15235947810852507, 0.05099320108148403,
      0.05099320108148403, -0.02092731703146125,
    ]
  ),
  Reference(
    "huber",
    [1, -2, 0.5, 3, 4.2, -0.7],
    [2, 3],
    [.constant([0.2, 0.5, 0.3, 1, 0.1, 0.4], [2, 3]), .number(1)],
    values: [1.34],
    gradient: [
      0.06666666666666667, -0.08333333333333333, 0.016666666666666666, 0.08333333333333333,
      0.08333333333333333, -0.08333333333333333,
    ]
  ),
]
