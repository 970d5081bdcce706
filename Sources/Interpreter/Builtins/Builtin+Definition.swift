import Autodiff
import Language
import TensorCore

extension Builtin {
  /// A mathematical function of the engine as a builtin.
  init(_ definition: Definition) {
    let documentation = definition.documentation
    let details = [
      ("shapes", documentation.shapes),
      ("derivative", documentation.derivative),
      ("edge cases", documentation.edgeCases),
      ("source", documentation.source ?? ""),
    ].filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }
    self.init(
      definition.name,
      aliases: definition.aliases,
      definition.parameters.map(FormalParameter.init),
      BuiltinDocumentation(
        documentation.summary,
        formula: documentation.formula,
        details: details,
        example: documentation.example
      ),
      scalar: definition.scalar,
      operation: definition.operation,
      pair: definition.pair
    ) { context, arguments in
      let converted = try definition.parameters.map { try arguments.converted(for: $0) }
      let result = try definition.apply(context.graph, Arguments(converted))
      context.reportRemarks()
      return try Value(result)
    }
  }
}

extension FormalParameter {
  /// A parameter of the engine's as the language binds it.
  init(_ specification: ParameterSpecification) {
    guard let value = specification.defaultValue else {
      let takesAll = [.operands, .eachOperand, .sizes].contains(specification.form)
      self.init(specification.name, takesAll ? .rest : .required)
      return
    }
    let defaultValue: DefaultValue =
      switch value {
      case .absent: .none
      case .integer(let integer): .number(Double(integer))
      case .number(let number): .number(number)
      case .flag(let flag): .bool(flag)
      }
    self.init(
      specification.name,
      .optional(defaultValue),
      isKeywordOnly: specification.isKeywordOnly
    )
  }
}

extension BoundArguments {
  /// An argument in the form the engine asks for.
  fileprivate func converted(for specification: ParameterSpecification) throws -> ArgumentValue {
    let name = specification.name
    if let fallback = specification.defaultValue, !isGiven(name) { return ArgumentValue(fallback) }
    let mayBeNone = specification.defaultValue == .absent || specification.form == .axes
    if case .none = self[name], mayBeNone { return .absent }
    switch specification.form {
    case .operand: return .operand(try operand(name))
    case .operands: return .operands(try restOperands(name))
    case .eachOperand:
      guard !rest.isEmpty else {
        throw Diagnostic(.type, "\(function) is missing the argument `\(name)`")
      }
      return .operands(try rest.indices.map { try operand(of: rest[$0].value, rest: $0) })
    case .axes: return .axes(try axes(name))
    case .integer: return .integer(try integer(name))
    case .number:
      guard try differentiated(name) == nil else { throw notDifferentiated(name) }
      return .number(try number(name))
    case .flag: return .flag(try bool(name))
    case .sizes: return .sizes(try restSizes(name))
    case .pair: return try pair(name)
    case .integers:
      guard let (numbers, shape) = try wholeNumbers(self[name]) else {
        throw needs("whole numbers", name)
      }
      return .integers(numbers, shape)
    case .text: return .text(try string(name))
    }
  }

  /// Whole numbers in a number, tensor or nested tuple, with their shape; nil for anything else.
  private func wholeNumbers(_ value: Value) throws -> (numbers: [Int], shape: Shape)? {
    guard case .tuple(let tuple) = value else {
      guard let tensor = try value.operand?.value else { return nil }
      let numbers = tensor.values.compactMap(Int.init(whole:))
      return numbers.count == tensor.count ? (numbers, tensor.shape) : nil
    }
    let members = try tuple.elements.map { try wholeNumbers($0) }
    let shapes = Set(members.map { $0?.shape })
    guard shapes.count <= 1, !members.contains(where: { $0 == nil }) else { return nil }
    let inner = members.first??.shape.dimensions ?? []
    return (members.flatMap { $0?.numbers ?? [] }, Shape([members.count] + inner))
  }

  /// One whole number for both axes, or a tuple with one for each.
  private func pair(_ name: String) throws -> ArgumentValue {
    guard case .tuple(let tuple) = self[name] else {
      let both = try integer(name)
      return .pair(both, both)
    }
    let sizes = tuple.elements.compactMap { $0.plainNumber.flatMap(Int.init(whole:)) }
    guard sizes.count == 2, tuple.elements.count == 2 else {
      throw needs("a whole number or a pair of them", name)
    }
    return .pair(sizes[0], sizes[1])
  }

  /// One axis, or a tuple of them.
  func axes(_ name: String) throws -> [Int] {
    guard case .tuple(let tuple) = self[name] else { return [try integer(name)] }
    return try tuple.elements.map { element in
      guard let axis = element.plainNumber.flatMap(Int.init(whole:)) else {
        throw needs("an axis or a tuple of axes", name)
      }
      return axis
    }
  }

  /// The further arguments as operands: each of them, or the members of a single tuple or list.
  func restOperands(_ name: String) throws -> [Operand] {
    if rest.count == 1 {
      switch rest[0].value {
      case .tuple(let tuple): return try tuple.elements.map { try operand(of: $0, rest: 0) }
      case .number, .bool: break
      default:
        let list = try operand(of: rest[0].value, rest: 0)
        guard let count = list.shape.dimensions.first else { return [list] }
        return try (0..<count).map { try row($0, of: list) }
      }
    }
    guard !rest.isEmpty else {
      throw Diagnostic(.type, "\(function) is missing the argument `\(name)`")
    }
    return try rest.indices.map { try operand(of: rest[$0].value, rest: $0) }
  }

  /// The further arguments as sizes: numbers, or a single tuple or vector of them.
  func restSizes(_ name: String) throws -> [Int] {
    guard rest.count == 1, rest[0].value.plainNumber == nil else {
      return try rest.indices.map { try size(rest[$0].value, rest: $0) }
    }
    if case .tuple(let tuple) = rest[0].value {
      return try tuple.elements.map { try size($0, rest: 0) }
    }
    return try operand(of: rest[0].value, rest: 0).value.values.map {
      try size(.number($0), rest: 0)
    }
  }

  private func size(_ value: Value, rest index: Int) throws -> Int {
    guard let size = value.plainNumber.flatMap(Int.init(whole:)) else {
      let number = value.plainNumber
      throw mistake(
        rest: index,
        number == nil ? .type : .value,
        "\(function) needs whole numbers as sizes, "
          + "not \(number.map(NumberText.text) ?? value.described)"
      )
    }
    return size
  }

  private func operand(of value: Value, rest index: Int) throws -> Operand {
    guard let operand = try value.operand else {
      throw mistake(
        rest: index,
        .type,
        "\(function) needs numbers or tensors, not \(value.described)"
      )
    }
    return operand
  }

  private func row(_ index: Int, of list: Operand) throws -> Operand {
    guard case .variable(let variable) = list else {
      let tensor = list.value
      return Operand(try tensor.sharedRow(index))
    }
    return try variable.graph.apply(.index([.index(index)], label: "\(index)"), list)
  }
}
