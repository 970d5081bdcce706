import FoundationEssentials

/// Installs the kernel where Jupyter finds it, and removes it again.
public struct Installation {
  /// The name of the kernel: the name of its folder, and what `--kernel` takes.
  public let name: String
  /// The folder of the specification.
  public let folder: String

  /// Refuses names that Jupyter does not accept.
  public init(
    name: String,
    place: InstallationPlace,
    environment: [String: String]
  ) throws(InstallationError) {
    guard Self.isValid(name: name) else {
      throw InstallationError(
        "a kernel's name has letters, digits, `-`, `.` and `_`, not `\(name)`"
      )
    }
    self.name = name.lowercased()
    folder = try place.kernelsFolder(in: environment) + "/" + self.name
  }

  /// Whether Jupyter accepts a kernel's name.
  public static func isValid(name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".."
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
  }

  /// Writes the specification; one of ours that is there already is replaced.
  public func install() throws(InstallationError) {
    let executable = try ownExecutable()
    try refuseForeign()
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in KernelSpecification.files(name: name, executable: executable) {
        let target = URL(filePath: folder + "/" + file.name)
        try Data(file.bytes).write(to: target, options: .atomic)
      }
    } catch {
      throw InstallationError("cannot write \(folder): \(fileFailure(error))")
    }
  }

  /// Removes the specification.
  ///
  /// Returns whether there was one.
  public func uninstall() throws(InstallationError) -> Bool {
    guard FileManager.default.fileExists(atPath: folder) else { return false }
    try refuseForeign()
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw InstallationError("cannot remove \(folder): \(fileFailure(error))")
    }
    return true
  }

  /// Protects what is not ours: another language's kernel, or a folder that is no kernel at all.
  private func refuseForeign() throws(InstallationError) {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    guard let present = KernelSpecification(folder: folder) else {
      throw InstallationError("\(folder) is there and holds no kernel.json that can be read")
    }
    guard present.isOurs else {
      throw InstallationError("\(folder) is a kernel for \(present.language); it stays as it is")
    }
  }
}
