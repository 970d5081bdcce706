import Language

/// What the body of a loop does with names, as far as its text tells.
struct LoopNames {
  /// What a pass needs of a name that it gives a value.
  enum Use {
    /// What it was before the pass, or perhaps so.
    case carried
    /// Nothing: the first statement that mentions the name gives it a value.
    case fresh
    /// Nothing but that it is a list, to which something is appended.
    case lengthened
  }

  /// The names that the body or the loop itself gives a value, in the order of the first time.
  private(set) var assigned: [(name: String, use: Use)] = []
  /// The other names that the body mentions, sorted.
  private(set) var mentioned: [String] = []

  /// `test` is looked at before every pass; what it calls may look at any name of the session.
  init(of body: Block, targets: [String] = [], test: Expression? = nil) {
    let statements = body.statements
    let mentions = MentionedNames(in: statements)
    let names = AssignedNames(in: statements)
    let lengthened = Set(
      statements.compactMap { Self.list(lengthenedBy: $0) }.filter { mentions.counts[$0] == 1 }
    )
    var fresh = Self.fresh(statements)
    if let test {
      let tested = MentionedNames(in: test)
      fresh = tested.hasCalls ? [] : fresh.subtracting(tested.counts.keys)
    }
    var known: Set<String> = []
    for name in targets + names.ordered + mentions.roots where known.insert(name).inserted {
      let isOwn = targets.contains(name)
      let use: Use =
        if lengthened.contains(name), !isOwn, names.ordered.count(where: { $0 == name }) == 1 {
          .lengthened
        } else if fresh.contains(name), !isOwn {
          .fresh
        } else {
          .carried
        }
      assigned.append((name, use))
    }
    mentioned = mentions.counts.keys.filter { !known.contains($0) }.sorted()
  }

  /// The names that statements give a value before they mention them in any other way.
  private static func fresh(_ statements: [Statement]) -> Set<String> {
    var fresh: Set<String> = []
    var seen: Set<String> = []
    for statement in statements {
      seen.formUnion(MentionedNames(in: [statement]).counts.keys)
      let names = AssignedNames(in: [statement]).ordered
      if case .assignment(.pattern, .assign, _) = statement.kind {
        fresh.formUnion(names.filter { !seen.contains($0) })
      }
      seen.formUnion(names)
    }
    return fresh
  }

  /// The name in `name = append(name, value)`, where the value does not mention it; nil for any other statement.
  private static func list(lengthenedBy statement: Statement) -> String? {
    guard case .assignment(.pattern(.name(let name, _)), .assign, let value) = statement.kind,
      case .call(let callee, let arguments) = value.kind, case .name("append") = callee.kind,
      arguments.count == 2, case .name(name) = arguments[0].value.kind
    else { return nil }
    return name
  }
}
