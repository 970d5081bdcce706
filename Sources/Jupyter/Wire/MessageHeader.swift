/// The header of a message: what it is and who sent it.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#message-header
package struct MessageHeader: Codable, Equatable, Sendable {
  package let messageID: String
  package let messageType: String
  package let session: String
  package let username: String
  /// When it was made, ISO 8601 in UTC.
  package let date: String
  package let version: String

  package init(
    messageID: String,
    messageType: String,
    session: String,
    username: String = "kernel",
    date: String,
    version: String = protocolVersion
  ) {
    self.messageID = messageID
    self.messageType = messageType
    self.session = session
    self.username = username
    self.date = date
    self.version = version
  }

  enum CodingKeys: String, CodingKey {
    case messageID = "msg_id"
    case messageType = "msg_type"
    case session, username, date, version
  }

  /// Only what the kernel itself needs is required: some clients leave out the rest.
  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    messageID = try members.decode(String.self, forKey: .messageID)
    messageType = try members.decode(String.self, forKey: .messageType)
    session = try members.decodeIfPresent(String.self, forKey: .session) ?? ""
    username = try members.decodeIfPresent(String.self, forKey: .username) ?? ""
    date = try members.decodeIfPresent(String.self, forKey: .date) ?? ""
    version = try members.decodeIfPresent(String.self, forKey: .version) ?? ""
  }
}

/// The version of the messaging specification that the kernel speaks, the same wherever one is stated.
public let protocolVersion = "5.5"
