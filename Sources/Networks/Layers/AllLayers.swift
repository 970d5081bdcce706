/// Every layer of the language, one line each.
public let allLayers: [LayerDefinition] = [
  Dense.definition,
  Conv2DLayer.definition,
  PoolingLayer.maximum,
  PoolingLayer.mean,
  FlattenLayer.definition,
  Dropout.definition,
  BatchNorm.definition,
  LayerNorm.definition,
  Embedding.definition,
  RNNCell.definition,
  GRUCell.definition,
  LSTMCell.definition,
  Attention.definition,
  Residual.definition,
  Sequential.definition,
  CustomLayer.definition,
]
