import Autodiff

extension Model {
  /// What the model computes but for the values of its parameters and states: two models with one recipe differ in
  /// nothing else.
  ///
  /// nil where a function of the user's is among its layers.
  public var recipe: String? {
    var text = ""
    guard write(layer, into: &text) else { return nil }
    for named in parameters {
      let kind = named.parameter.kind
      text += "\(named.name) \(kind.dtype.name) \(kind.shape) "
    }
    for named in states { text += "\(named.name) \(named.state.value.shape) " }
    return text
  }

  /// The layer, and those inside, with the places of their parameters: what is shared is part of the structure.
  private func write(_ layer: any Layer, into text: inout String) -> Bool {
    guard layer.isFullyDescribed else { return false }
    let parts = layer.parts
    text += "\(layer.kind) \(parts.children.isEmpty ? layer.signature : "")"
    for named in parts.parameters { text += " \(places[ObjectIdentifier(named.parameter)] ?? -1)" }
    for named in parts.states { text += " \(statePlaces[ObjectIdentifier(named.state)] ?? -1)" }
    text += "["
    for child in parts.children {
      text += "\(child.name): "
      guard write(child.layer, into: &text) else { return false }
    }
    text += "]"
    return true
  }
}
