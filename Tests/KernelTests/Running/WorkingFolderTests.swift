import FoundationEssentials
import Kernel
import Testing

struct WorkingFolderTests {
  @Test func namesStartAtTheFolderOfTheNotebook() throws {
    let root = FileManager.default.temporaryDirectory.path + "/adjoint-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: root + "/data",
      withIntermediateDirectories: true
    )
    try Data().write(to: URL(filePath: root + "/data/train.csv"))
    let folder = WorkingFolder(of: root + "/a.ipynb")
    #expect(folder.names(inFolder: "") == ["data/"])
    #expect(folder.names(inFolder: "data/") == ["train.csv"])
    #expect(folder.names(inFolder: root + "/data/") == ["train.csv"])
    #expect(folder.names(inFolder: "missing/") == [])
  }
}
