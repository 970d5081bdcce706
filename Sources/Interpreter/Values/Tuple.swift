import Language

/// The elements of a tuple.
public final class Tuple {
  public private(set) var elements: [Value]
  private(set) var depth: Int

  /// - Throws: a RecursionError where the values nest too deep to be walked and freed safely.
  public init(_ elements: [Value]) throws {
    self.elements = elements
    self.depth = try Nesting.depth(around: elements)
  }

  /// Adds an element in place where nobody else has the tuple; false, and nothing changed, where somebody has.
  static func lengthen(_ tuple: inout Tuple, by element: Value) throws -> Bool {
    guard isKnownUniquelyReferenced(&tuple) else { return false }
    let depth = try Nesting.depth(around: element.depth)
    tuple.elements.append(element)
    tuple.depth = max(tuple.depth, depth)
    return true
  }
}

extension Value {
  /// A tuple of the given values.
  public static func tuple(of elements: [Value]) throws -> Value {
    .tuple(try Tuple(elements))
  }
}

/// The bound on values inside values, which keeps every walk over them off the end of the stack.
enum Nesting {
  static let limit = 1000

  static func depth(around elements: some Sequence<Value>) throws -> Int {
    var deepest = 0
    for element in elements {
      deepest = max(deepest, element.depth)
    }
    return try depth(around: deepest)
  }

  static func depth(around inner: Int) throws -> Int {
    guard inner < limit else {
      throw Diagnostic(.recursion, "values are nested deeper than \(limit)")
    }
    return inner + 1
  }
}
