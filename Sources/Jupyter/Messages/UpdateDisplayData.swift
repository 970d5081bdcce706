/// `update_display_data` on iopub: something new in the place of an earlier display.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#update-display-data
struct UpdateDisplayData: PublishedContent {
  static let messageType = "update_display_data"
  let data: JSONObject
  let metadata: JSONObject
  let transient: JSONObject

  init(_ shown: MIMEData, id: String) {
    data = shown.data
    metadata = shown.metadata
    transient = ["display_id": .string(id)]
  }
}
