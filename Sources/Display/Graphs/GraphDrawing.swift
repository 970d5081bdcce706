/// A computation graph as a lecture draws it: values, adjoints and local derivatives.
public struct GraphDrawing: Sendable {
  /// What a node is to the reader.
  public enum Kind: Sendable {
    case input
    case parameter
    case constant
    case operation
    case output
  }

  public struct Node: Sendable {
    /// Unique within the drawing.
    public let id: Int
    /// The user's name; empty for what has none.
    public let name: String
    /// How the node is computed, `√c`; empty for inputs, parameters and constants.
    public let formula: String
    /// The forward value as text; empty where there is nothing to show.
    public let value: String
    /// The adjoint as text; empty before a backward pass.
    public let adjoint: String
    public let kind: Kind

    public init(
      id: Int,
      name: String = "",
      formula: String = "",
      value: String = "",
      adjoint: String = "",
      kind: Kind = .operation
    ) {
      self.id = id
      self.name = name
      self.formula = formula
      self.value = value
      self.adjoint = adjoint
      self.kind = kind
    }

    /// `a = x²`, or what there is of it.
    var heading: String {
      if name.isEmpty { return formula }
      return formula.isEmpty ? name : "\(name) = \(formula)"
    }
  }

  /// An argument on its way into an operation.
  public struct Edge: Sendable {
    public let from: Int
    public let to: Int
    /// The local derivative of `to` with respect to `from`, `2x = 4`; empty where none is shown.
    public let derivative: String

    public init(from: Int, to: Int, derivative: String = "") {
      self.from = from
      self.to = to
      self.derivative = derivative
    }
  }

  public let nodes: [Node]
  public let edges: [Edge]
  public let title: String

  /// Takes nodes in topological order, arguments before what is computed from them.
  ///
  /// Edges that lead nowhere or backwards are dropped. Beyond `limit` nodes the middle is left
  /// out, and a node in its place says how many.
  public init(nodes: [Node], edges: [Edge], title: String = "", limit: Int = 400) {
    let shortened = GraphExcerpt(nodes: nodes, edges: edges, limit: limit)
    self.nodes = shortened.nodes
    self.edges = shortened.edges
    self.title = title
  }
}

extension GraphDrawing: Displayable {
  public var bundle: MIMEBundle {
    MIMEBundle(plainText: text, [.init(.svg, svg)])
  }
}
