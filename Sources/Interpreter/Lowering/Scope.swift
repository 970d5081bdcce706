import Language

/// Where a name is found when the program runs.
enum Binding {
  case slot(Int)
  case captured(Int)
  case sibling(Int)
  case global
}

/// The names of one function or comprehension while it is lowered.
///
/// A comprehension has its names in the frame of the function around it.
final class Scope {
  let parent: Scope?
  let frame: FrameLayout
  /// Names that only `+=` and its kin assign: they may mean a parameter outside.
  var augmentedOnly: Set<String> = []
  /// The arguments of the function, which `+=` and its kin rebind.
  var arguments: Set<String> = []
  private var slots: [String: Int] = [:]

  init(parent: Scope?, frame: FrameLayout) {
    self.parent = parent
    self.frame = frame
  }

  /// The scope of a cell, whose names are the session's.
  convenience init() {
    self.init(parent: nil, frame: FrameLayout(enclosing: nil, siblings: nil))
  }

  /// Whether names assigned here are the session's.
  var isSession: Bool { parent == nil && frame.enclosing == nil }

  @discardableResult
  func declare(_ name: String) -> Int {
    if let slot = slots[name] { return slot }
    let slot = frame.newSlot()
    slots[name] = slot
    return slot
  }

  /// Finds a name from here outwards; names of enclosing functions become captures.
  func resolve(_ name: String) -> Binding {
    var scope = self
    while true {
      if let slot = scope.slots[name] { return .slot(slot) }
      guard let parent = scope.parent, parent.frame === frame else { break }
      scope = parent
    }
    if let siblings = frame.siblings, let index = siblings.names.lastIndex(of: name) {
      return .sibling(index)
    }
    guard let outer = frame.enclosing else { return .global }
    switch outer.resolve(name) {
    case .global: return .global
    case .slot(let slot): return .captured(frame.capture(name, .slot(slot)))
    case .captured(let index): return .captured(frame.capture(name, .captured(index)))
    case .sibling(let index): return .captured(frame.capture(name, .sibling(index)))
    }
  }

  /// The names that are found here without the session's.
  var visibleLocals: [String] {
    Array(slots.keys) + ((parent ?? frame.enclosing)?.visibleLocals ?? [])
  }

  func isArgument(_ name: String) -> Bool {
    if arguments.contains(name) { return true }
    guard slots[name] == nil, let parent, parent.frame === frame else { return false }
    return parent.isArgument(name)
  }

  func isAugmentedOnly(_ name: String) -> Bool {
    guard slots[name] == nil else { return augmentedOnly.contains(name) }
    guard let parent, parent.frame === frame else { return false }
    return parent.isAugmentedOnly(name)
  }
}

/// The slots and captures of one function, growing while it is lowered.
final class FrameLayout {
  /// The scope in which the function is written; nil for a cell.
  let enclosing: Scope?
  /// The block of definitions the function belongs to.
  let siblings: DefinitionBlock?
  private(set) var slotCount = 0
  /// How many places that give a name a value have been lowered so far.
  private(set) var assignmentCount = 0
  private(set) var captures: [CaptureSource] = []
  private var captureIndices: [String: Int] = [:]

  init(enclosing: Scope?, siblings: DefinitionBlock?) {
    self.enclosing = enclosing
    self.siblings = siblings
  }

  func newSlot() -> Int {
    defer { slotCount += 1 }
    return slotCount
  }

  func noteAssignment() { assignmentCount += 1 }

  func capture(_ name: String, _ source: CaptureSource) -> Int {
    if let index = captureIndices[name] { return index }
    captures.append(source)
    captureIndices[name] = captures.count - 1
    return captures.count - 1
  }
}
