/// Why the kernel could not be installed or removed, as the user reads it.
public struct InstallationError: Error, Equatable, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
