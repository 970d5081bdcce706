import FoundationEssentials
import Jupyter
import Kernel
import Testing

@Suite struct InstallationTests {
  @Test func installedSpecificationNamesThisProgram() throws {
    try withFolder { folder in
      let installation = try Installation(name: "adjoint", place: .prefix(folder), environment: [:])
      try installation.install()
      #expect(installation.folder == folder + "/share/jupyter/kernels/adjoint")
      let json = try JSONValue(parsing: bytes(installation.folder + "/kernel.json"))
      #expect(json["argv"]?.array?.first?.string?.hasPrefix("/") == true)
      #expect(json["interrupt_mode"] == "message")
      #expect(json["language"] == "adjoint")
      #expect(json["display_name"] == "Adjoint")
    }
  }

  @Test func logosArePictures() throws {
    try withFolder { folder in
      let installation = try Installation(name: "adjoint", place: .prefix(folder), environment: [:])
      try installation.install()
      for logo in ["logo-32x32.png", "logo-64x64.png"] {
        #expect(try bytes(installation.folder + "/" + logo).prefix(4) == [0x89, 0x50, 0x4E, 0x47])
      }
    }
  }

  @Test func installingTwiceReplacesAndUninstallingTwiceSaysSo() throws {
    try withFolder { folder in
      let installation = try Installation(name: "Mine", place: .prefix(folder), environment: [:])
      try installation.install()
      try installation.install()
      #expect(try installation.uninstall())
      #expect(try !installation.uninstall())
    }
  }

  @Test func kernelOfAnotherLanguageIsLeftAlone() throws {
    try withFolder { folder in
      let installation = try Installation(name: "python3", place: .prefix(folder), environment: [:])
      try FileManager.default.createDirectory(
        atPath: installation.folder,
        withIntermediateDirectories: true
      )
      let foreign = Data(#"{"argv": ["python3"], "language": "python"}"#.utf8)
      try foreign.write(to: URL(filePath: installation.folder + "/kernel.json"))
      #expect(throws: InstallationError.self) { try installation.install() }
      #expect(throws: InstallationError.self) { try installation.uninstall() }
    }
  }

  @Test(arguments: ["", "a/b", "..", "two words", "ä"])
  func namesThatJupyterRefusesAreRefused(name: String) {
    #expect(throws: InstallationError.self) {
      try Installation(name: name, place: .prefix("/nowhere"), environment: [:])
    }
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/adjoint-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}
