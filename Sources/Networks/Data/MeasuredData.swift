import CDataSets
import TensorCore

/// Data sets inside the binary; `Sources/CDataSets/README.md` says where they come from.
extension DataSetDefinition {
  static let iris = DataSetDefinition(
    "iris",
    "150 flowers of three species, measured in centimetres (R. A. Fisher, 1936; UCI Machine "
      + "Learning Repository, CC BY 4.0)",
    .measured(
      features: ["sepal_length", "sepal_width", "petal_length", "petal_width"],
      classes: ["setosa", "versicolor", "virginica"]
    ) { try shipped(adj_iris) }
  )

  static let digits = DataSetDefinition(
    "digits",
    "1797 handwritten digits of 8×8 pixels from 0 to 16, a row of 64 each (E. Alpaydin, "
      + "C. Kaynak, 1998; UCI Machine Learning Repository, CC BY 4.0)",
    .measured(
      features: (0..<64).map { "pixel_\($0 / 8)_\($0 % 8)" },
      classes: (0..<10).map(String.init)
    ) { try shipped(adj_digits) }
  )

  private static func shipped(_ dataset: adj_dataset) throws -> DataSet {
    var bytes = [UInt8](repeating: 0, count: adj_dataset_size(dataset))
    adj_dataset_copy(dataset, &bytes)
    guard case .arrays(let arrays) = try FileFormat.npz.decode(bytes).body, arrays.count == 2 else {
      throw MalformedFile(.file, "the data set has other arrays than x and y")
    }
    return DataSet(x: arrays[0].tensor, y: arrays[1].tensor)
  }
}
