/// Every format that `load` and `save` know, one line each.
public let allFileFormats: [FileFormat] = [
  .csv,
  .npy,
  .npz,
  .safetensors,
]
