import Language

/// A function of the user's, with the locals it captured.
final class Closure: Function {
  let template: FunctionTemplate
  let captures: [Value]
  /// The functions defined in the same block; nil for a lambda or a global.
  let siblings: Siblings?
  /// The body, which the template keeps alive.
  private let body: Unmanaged<Node>

  init(_ template: FunctionTemplate, captures: [Value], siblings: Siblings?) throws {
    self.template = template
    self.captures = captures
    self.siblings = siblings
    body = .passUnretained(template.body)
    super.init(
      name: template.name,
      parameters: template.parameters,
      depth: try Nesting.depth(around: captures)
    )
  }

  override func call(_ site: CallNode, _ frame: inout Frame) throws -> Value {
    let count = site.arguments.count - site.names.count
    guard count <= template.formalCount,
      site.hasNames ? template.takes(site.names, after: count) : count >= template.requiredCount
    else {
      return try super.call(site, &frame)
    }
    let start = frame.reserve(template.slotCount)
    do {
      var position = 0
      while position < count {
        frame.put(try site.arguments.evaluate(position, &frame), at: start + position)
        position += 1
      }
      if site.hasNames { try putNamed(site, from: count, at: start, &frame) }
    } catch {
      frame.release(from: start)
      throw error
    }
    let caller = frame.begin(self, at: start, cost: template.cost)
    do {
      let result = try run(&frame, given: count)
      frame.end(caller)
      frame.release(from: start)
      return result
    } catch {
      frame.end(caller)
      frame.release(from: start)
      throw site.traced(error, through: self)
    }
  }

  private func putNamed(
    _ site: CallNode,
    from count: Int,
    at start: Int,
    _ frame: inout Frame
  ) throws {
    for (index, name) in site.names.enumerated() {
      let value = try site.arguments.evaluate(count + index, &frame)
      guard let position = template.position(of: name.text) else { continue }
      frame.put(value, at: start + position)
    }
  }

  override func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    var frame = Frame(
      slotCount: template.slotCount,
      closure: self,
      context: context,
      depth: context.depth + template.cost
    )
    if arguments.named.isEmpty, arguments.positional.count == template.formals.count {
      for (position, value) in arguments.positional.enumerated() {
        frame[position] = value
      }
    } else {
      let bound = try arguments.bound(to: self)
      for position in template.formals.indices {
        if let value = bound.given(at: position) { frame[position] = value }
      }
    }
    let count = arguments.named.isEmpty ? arguments.positional.count : 0
    let result = try run(&frame, given: count)
    frame.leave()
    return result
  }

  /// Runs the body once the first `count` parameters, and perhaps further ones, have their values.
  @inline(__always)
  private func run(_ frame: inout Frame, given count: Int) throws -> Value {
    try frame.context.enter(depth: frame.depth)
    if count < template.formalCount {
      try fillDefaults(&frame, from: count)
    }
    do {
      if template.isPlainExpression {
        return try body._withUnsafeGuaranteedRef { try $0.evaluate(&frame) }
      }
      _ = try body._withUnsafeGuaranteedRef { try $0.finish(&frame) }
    } catch let signal as FlowSignal {
      guard signal.flow == .returning else { throw signal }
    }
    return frame.takeResult()
  }

  private func fillDefaults(_ frame: inout Frame, from first: Int) throws {
    var position = first
    while position < template.formalCount {
      if frame.isUnassigned(position), template.hasDefault(at: position) {
        frame[position] = try template.defaults.evaluate(position, &frame)
      }
      position += 1
    }
  }

  override var summary: String {
    template.comment
  }

  override var help: FunctionHelp {
    var help = super.help
    help.source = template.location.text
    return help
  }

  override var signature: String {
    guard template.isLambda else { return super.signature }
    return template.location.text
  }

  override var written: String {
    guard template.isLambda, let text = template.shortText else { return super.written }
    return text
  }
}

/// The functions defined in one block, which see each other.
///
/// A function value refers to its siblings and not the other way round, so that they form no cycle.
final class Siblings: ValueObject {
  private let templates: [FunctionTemplate]
  private var captures: [[Value]?]

  init(_ templates: [FunctionTemplate]) {
    self.templates = templates
    captures = templates.map { _ in nil }
  }

  func isDefined(_ index: Int) -> Bool { captures[index] != nil }

  func define(_ index: Int, captures values: [Value]) {
    captures[index] = values
  }

  /// nil while the definition has not run.
  func function(_ index: Int) throws -> Closure? {
    guard let values = captures[index] else { return nil }
    return try Closure(templates[index], captures: values, siblings: self)
  }

  let typeName = "definitions"

  func text(in context: Context) throws -> String { typeName }
}
