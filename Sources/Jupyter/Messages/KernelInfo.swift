/// Answers `kernel_info_request`, which asks what kernel and language this is.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info
struct KernelInfoHandler: RequestHandler {
  static let messageName = "kernel_info"

  struct Request: Decodable {}

  struct Reply: Encodable {
    let status = "ok"
    let protocolVersion: String
    let implementation: String
    let implementationVersion: String
    let languageInfo: LanguageInfo
    let banner: String
    let debugger = false
    let helpLinks: [HelpLink]
    let supportedFeatures: [String]

    enum CodingKeys: String, CodingKey {
      case status, implementation, banner, debugger
      case protocolVersion = "protocol_version"
      case implementationVersion = "implementation_version"
      case languageInfo = "language_info"
      case helpLinks = "help_links"
      case supportedFeatures = "supported_features"
    }
  }

  let description: LanguageDescription

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    Reply(
      protocolVersion: protocolVersion,
      implementation: description.implementation,
      implementationVersion: description.implementationVersion,
      languageInfo: description.languageInfo,
      banner: description.banner,
      helpLinks: description.helpLinks,
      supportedFeatures: []
    )
  }
}
