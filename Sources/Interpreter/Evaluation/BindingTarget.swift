import Language

/// Where a name lives.
enum Place {
  case slot(Int)
  case global(GlobalCell)

  func value(_ frame: borrowing Frame) -> Value {
    switch self {
    case .slot(let slot): frame[slot]
    case .global(let cell): cell.value
    }
  }

  func put(_ value: Value, _ frame: inout Frame) {
    switch self {
    case .slot(let slot): frame[slot] = value
    case .global(let cell): cell.value = value
    }
  }

  /// Swaps the value held here for another, without counting references.
  func exchange(_ value: inout Value, _ frame: inout Frame) {
    switch self {
    case .slot(let slot): frame.exchange(slot, &value)
    case .global(let cell): swap(&cell.value, &value)
    }
  }

  func isSame(as other: Place) -> Bool {
    switch (self, other) {
    case (.slot(let a), .slot(let b)): a == b
    case (.global(let a), .global(let b)): a === b
    default: false
    }
  }

  /// Takes the value out, so that its only owner can change it in place.
  func take(_ frame: inout Frame) -> Value {
    var value = Value.unassigned
    exchange(&value, &frame)
    return value
  }
}

/// What an assignment or a loop gives values to: a name, or a tuple of patterns.
indirect enum BindingTarget {
  case place(Place, name: String)
  case tuple([BindingTarget], Location)

  /// The names of a tuple of names; nil for anything else.
  var places: [(place: Place, name: String)]? {
    guard case .tuple(let targets, _) = self else { return nil }
    var places: [(place: Place, name: String)] = []
    for target in targets {
      guard case .place(let place, let name) = target else { return nil }
      places.append((place, name))
    }
    return places
  }

  /// Gives the value to every name, or to none where its parts do not fit.
  func bind(_ value: Value, _ frame: inout Frame, at location: Location) throws {
    switch self {
    case .place(let place, let name):
      value.takeName(name)
      place.put(value, &frame)
    case .tuple(let targets, _):
      if case .tuple(let tuple) = value, tuple.elements.count == targets.count,
        targets.allSatisfy(\.isName)
      {
        for position in targets.indices {
          try targets[position].bind(tuple.elements[position], &frame, at: location)
        }
        return
      }
      var pairs: [(BindingTarget, Value)] = []
      try match(value, into: &pairs, frame.context)
      for (target, part) in pairs {
        try target.bind(part, &frame, at: location)
      }
    }
  }

  private var isName: Bool {
    if case .place = self { true } else { false }
  }

  private func match(
    _ value: Value,
    into pairs: inout [(BindingTarget, Value)],
    _ context: Context
  ) throws {
    switch self {
    case .place: pairs.append((self, value))
    case .tuple(let targets, let location):
      let parts: [Value]
      do {
        parts = try BindingTarget.parts(of: value, in: context)
      } catch {
        throw Diagnosis.located(error, at: location)
      }
      guard parts.count == targets.count else {
        throw Diagnostic(
          .value,
          "\(value.described) cannot be taken apart into \(targets.count) names: it has "
            + (parts.count == 1 ? "1 part" : "\(parts.count) parts"),
          at: location
        )
      }
      for (target, part) in zip(targets, parts) {
        try target.match(part, into: &pairs, context)
      }
    }
  }

  private static func parts(of value: Value, in context: Context) throws -> [Value] {
    switch value {
    case .record(let record): return record.values
    case .object(let object):
      if let record = try object.record(in: context) { return record.values }
    default: break
    }
    if let operand = try value.operand, operand.shape.rank == 0 {
      throw Diagnostic(.type, "\(value.described) has no parts to give to several names")
    }
    let sequence = try RowSequence(value, in: context)
    return try (0..<sequence.count).map { try sequence.row($0, in: context) }
  }
}

extension Value {
  /// Tells a value that remembers its name under which one the user keeps it; the first name stays.
  func takeName(_ name: String) {
    switch self {
    case .number: return
    case .variable(let variable): variable.named(name)
    case .parameter(let parameter): parameter.adoptName(name)
    case .record(let record):
      for (field, value) in record.fields {
        value.takeMemberName("\(name).\(field)")
      }
    case .tuple(let tuple):
      for (index, value) in tuple.elements.enumerated() {
        value.takeMemberName("\(name)[\(index)]")
      }
    default: return
    }
  }

  /// Inside structures only parameters take names: a computed member has its own place in a formula.
  private func takeMemberName(_ name: String) {
    if case .variable = self { return }
    takeName(name)
  }
}
