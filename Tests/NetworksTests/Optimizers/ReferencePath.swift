import Networks
import TensorCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What another library makes of the same steps: see Fixtures/optimizers.py.
struct ReferencePath: CustomTestStringConvertible, Sendable {
  /// The name of the optimizer, and what it was made with.
  let testDescription: String
  /// The parameter after some of the steps.
  let rows: [Int: [Double]]

  init(_ description: String, rows: [Int: [Double]]) {
    testDescription = description
    self.rows = rows
  }

  var steps: Int { rows.keys.max() ?? 0 }

  static let all: [ReferencePath] = {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(folder)/Fixtures/optimizers.txt"
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return parsed(String(decoding: data, as: UTF8.self))
  }()

  private static func parsed(_ text: String) -> [ReferencePath] {
    var paths: [ReferencePath] = []
    for line in text.split(separator: "\n") {
      guard line.hasPrefix(" "), let last = paths.last else {
        paths.append(ReferencePath(String(line), rows: [:]))
        continue
      }
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      var rows = last.rows
      rows[Int(numbers[0])] = Array(numbers.dropFirst())
      paths[paths.count - 1] = ReferencePath(last.testDescription, rows: rows)
    }
    return paths
  }

  /// The optimizer that the description names.
  func makeOptimizer() throws -> Optimizer {
    let words = testDescription.split(separator: " ").map(String.init)
    let given = Dictionary(
      uniqueKeysWithValues: words.dropFirst().map { word in
        let parts = word.split(separator: "=").map(String.init)
        return (parts[0], parts[1])
      }
    )
    let definition = try #require(allOptimizers.first { $0.name == words[0] })
    var numbers: [String: Double] = [:]
    for parameter in definition.parameters {
      let value = given[parameter.name].flatMap { Double($0) } ?? parameter.defaultValue
      numbers[parameter.name] = value ?? 0.1
    }
    var rate = LearningRate(numbers["lr"] ?? 0.1)
    if let schedule = try given["schedule"].map({ name in
      try #require(allSchedules.first { $0.name == name })
    }) {
      rate = schedule.make(ScheduleArguments(numbers: given.compactMapValues { Double($0) }))
    }
    return definition.make(OptimizerArguments(learningRate: rate, numbers: numbers))
  }

  /// a x + x³ / 10 - b, which needs nothing but arithmetic.
  static func gradient(at x: Tensor) throws -> Tensor {
    let (a, b) = ([1.0, 10, 0.1, 2.5], [0.5, 1, -0.2, 0])
    let values = x.values.enumerated().map { index, x in
      a[index] * x + x * x * x / 10 - b[index]
    }
    return try Tensor(values: values, shape: x.shape)
  }
}
