import Autodiff
import Display
import Networks

/// A model as a cell shows it: one line for each layer, with its number of parameters.
struct ModelDisplay {
  private let model: Model

  init(_ model: Model) { self.model = model }

  var bundle: MIMEBundle {
    let rows = LayerRow.rows(of: model)
    guard rows.count > 1 else {
      return MIMEBundle(plainText: "\(model.layer.signature), \(countText)")
    }
    let table = Table(
      [.init("layer"), .init("definition"), .init("parameters", .trailing)],
      rows: rows.map {
        [
          .init($0.path.isEmpty ? model.layer.kind : $0.path), .init($0.signature, .code),
          .init("\($0.count)"),
        ]
      }
    )
    let text = "\(model.layer.kind), \(countText)\n" + table.text
    return MIMEBundle(
      plainText: text,
      [.init(.html, table.html), .init(.markdown, table.markdown)]
    )
  }

  private var countText: String {
    model.parameterCount == 1 ? "1 parameter" : "\(model.parameterCount) parameters"
  }
}

/// A layer as a table shows it.
struct LayerRow {
  /// `layer2.layer1`; empty for a model of one layer.
  let path: String
  let signature: String
  /// Its own parameters, and those of layers inside that have no line of their own.
  let parameters: [Autodiff.Parameter]

  /// The elements of the parameters.
  var count: Int { parameters.reduce(0) { $0 + $1.variable.shape.count } }

  /// The layers that are not made of named ones, each layer around some of them before them.
  ///
  /// A sequence has no row of its own. A parameter that occurs again counts where it occurs first.
  static func rows(of model: Model) -> [LayerRow] {
    var seen: Set<ObjectIdentifier> = []
    func fresh(_ parameters: [NamedParameter]) -> [Autodiff.Parameter] {
      parameters.map(\.parameter).filter { seen.insert(ObjectIdentifier($0)).inserted }
    }
    func rows(_ layer: any Layer, _ path: String) -> [LayerRow] {
      let children = layer.namedChildren
      guard !children.isEmpty else {
        return [
          LayerRow(
            path: path,
            signature: layer.signature,
            parameters: fresh(Model(layer).parameters)
          )
        ]
      }
      let inside = {
        children.flatMap { rows($0.layer, path.isEmpty ? $0.name : "\(path).\($0.name)") }
      }
      if layer is Sequential { return inside() }
      let own = LayerRow(
        path: path,
        signature: layer is CustomLayer ? layer.signature : "\(layer.kind)(…)",
        parameters: fresh(layer.ownParameters)
      )
      return [own] + inside()
    }
    return rows(model.layer, "")
  }
}

extension Layer {
  /// The parameters of no layer that has a name.
  fileprivate var ownParameters: [NamedParameter] {
    parts.parameters + parts.children.filter(\.name.isEmpty).flatMap(\.layer.ownParameters)
  }

  /// The layers inside that have a name, also those of one inside that has none.
  fileprivate var namedChildren: [(name: String, layer: any Layer)] {
    parts.children.flatMap { $0.name.isEmpty ? $0.layer.namedChildren : [$0] }
  }
}
