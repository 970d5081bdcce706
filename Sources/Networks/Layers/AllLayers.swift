/// Every layer of the language, one line each.
public let allLayers: [LayerDefinition] = [
  Dense.definition,
  Sequential.definition,
  CustomLayer.definition,
]
