import Autodiff
import TensorCore

/// A computation in the words of ONNX: nodes that take values by name, and constants.
///
/// - Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, messages GraphProto and NodeProto
struct ONNXGraph {
  /// The version of the operators that the nodes use.
  static let operatorVersion = 17

  /// A value of the graph by its name.
  struct Value {
    let name: String
  }

  enum Attribute {
    case integer(Int)
    case integers([Int])
    case number(Double)
    case numbers([Double])
    case texts([String])
  }

  private(set) var nodes: [[UInt8]] = []
  private(set) var constants: [[UInt8]] = []
  private var constantNames: Set<String> = []
  private var counts: [String: Int] = [:]

  /// A result of a new node, by default the first; it gets a name of its own where none is given.
  mutating func apply(
    _ operation: String,
    _ inputs: [Value],
    _ attributes: [(name: String, value: Attribute)] = [],
    result: Int = 0,
    named given: String? = nil
  ) -> Value {
    let number = counts[operation, default: 0] + 1
    counts[operation] = number
    let name = given ?? "\(operation)_\(number)"
    var node = ProtobufWriter()
    for input in inputs { node.add(1, input.name) }
    // Results before the one that is used have no name: nobody needs them.
    for _ in 0..<result { node.add(2, "") }
    node.add(2, name)
    node.add(3, name)
    node.add(4, operation)
    for attribute in attributes {
      node.add(5) { message in
        message.add(1, attribute.name)
        attribute.value.write(to: &message)
      }
    }
    nodes.append(node.bytes)
    return Value(name: name)
  }

  /// A constant of numbers, as float32; one of the same name is written once.
  ///
  /// - Throws: `UnwritableContent` for a number that becomes infinite.
  mutating func constant(_ name: String, _ tensor: @autoclosure () throws -> Tensor) throws -> Value
  {
    if constantNames.insert(name).inserted {
      let given = try tensor()
      let tensor = try given.cast(to: .float32)
      if let (large, _) = zip(given.values, tensor.values).first(where: {
        $0.isFinite && !$1.isFinite
      }) {
        throw UnwritableContent("`\(name)` holds \(large), which is too large for float32")
      }
      constants.append(Self.tensor(name, tensor.shape, elementType: .float, tensor.elementBytes))
    }
    return Value(name: name)
  }

  /// A constant vector of whole numbers, such as a shape or axes.
  mutating func constant(_ numbers: [Int]) -> Value {
    let name = "int64_" + numbers.map(String.init).joined(separator: "_")
    if constantNames.insert(name).inserted {
      var bytes: [UInt8] = []
      for number in numbers { bytes.append(littleEndian: Int64(number)) }
      constants.append(Self.tensor(name, [numbers.count], elementType: .int64, bytes))
    }
    return Value(name: name)
  }

  /// A constant number.
  mutating func constant(_ number: Double) throws -> Value {
    try constant("float_\(number)", Tensor(number))
  }

  /// Kinds of elements by their numbers in TensorProto.
  enum ElementType: Int {
    case float = 1
    case int64 = 7
  }

  private static func tensor(
    _ name: String,
    _ shape: Shape,
    elementType: ElementType,
    _ elements: [UInt8]
  ) -> [UInt8] {
    var message = ProtobufWriter()
    for size in shape.dimensions { message.add(1, size) }
    message.add(2, elementType.rawValue)
    message.add(8, name)
    message.add(9, elements)
    return message.bytes
  }
}

extension ONNXGraph.Attribute {
  /// Writes the value and, last, its kind.
  fileprivate func write(to message: inout ProtobufWriter) {
    switch self {
    case .number(let number):
      message.add(2, Float(number))
      message.add(20, 1)
    case .integer(let integer):
      message.add(3, integer)
      message.add(20, 2)
    case .integers(let integers):
      for integer in integers { message.add(8, integer) }
      message.add(20, 7)
    case .numbers(let numbers):
      for number in numbers { message.add(7, Float(number)) }
      message.add(20, 6)
    case .texts(let texts):
      for text in texts { message.add(9, text) }
      message.add(20, 8)
    }
  }
}
