/// `display_data` on iopub: something to show below the cell.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data
struct DisplayData: PublishedContent {
  static let messageType = "display_data"
  let data: JSONObject
  let metadata: JSONObject
  let transient: JSONObject

  init(_ shown: MIMEData, id: String?) {
    data = shown.data
    metadata = shown.metadata
    transient = id.map { ["display_id": .string($0)] } ?? [:]
  }
}
