import Autodiff
import Networks

/// What names mean in a fresh session.
enum BuiltinTable {
  /// Operations of the engine, layers, optimizers, methods, the functions of `allBuiltins`, and the constants.
  static var values: [String: Value] {
    var values: [String: Value] = [:]
    for builtin in Builtin.all {
      let function = Value.function(BuiltinFunction(builtin))
      for name in [builtin.name] + builtin.aliases {
        values[name] = function
      }
    }
    for constant in allConstants {
      for name in constant.names {
        values[name] = .number(constant.value)
      }
    }
    return values
  }
}

extension Builtin {
  /// Every function of the language, from the lists of operations, layers, metrics, optimizers, methods and builtins.
  static var all: [Builtin] {
    let ofNetworks = allLayers.map(Builtin.init) + allMetrics.map(Builtin.init)
    let ofTraining = allOptimizers.map(Builtin.init) + allSchedules.map(Builtin.init)
    return allDefinitions.map(Builtin.init) + ofNetworks + ofTraining + allMethods + allBuiltins
  }
}

/// A number with a name.
struct Constant: Sendable {
  let names: [String]
  let value: Double
  let summary: String
}

/// Every constant of the language, one line each.
let allConstants: [Constant] = [
  Constant(names: ["pi", "π"], value: .pi, summary: "Half the circumference of the unit circle."),
  Constant(names: ["e"], value: 2.718281828459045, summary: "The base of the natural logarithm."),
  Constant(names: ["inf", "∞"], value: .infinity, summary: "Greater than every number."),
  Constant(names: ["nan"], value: .nan, summary: "Not a number: the result of 0/0."),
]
