import FoundationEssentials
import Interpreter
import Kernel
import Testing

final class WorkingFolderTests {
  private let root = FileManager.default.temporaryDirectory.path + "/adjoint-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(
      atPath: root + "/data",
      withIntermediateDirectories: true
    )
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  @Test func namesStartAtTheFolderOfTheNotebook() throws {
    try Data().write(to: URL(filePath: root + "/data/train.csv"))
    let folder = WorkingFolder(of: root + "/a.ipynb")
    #expect(folder.names(inFolder: "") == ["data/"])
    #expect(folder.names(inFolder: "data/") == ["train.csv"])
    #expect(folder.names(inFolder: root + "/data/") == ["train.csv"])
    #expect(folder.names(inFolder: "missing/") == [])
  }

  @Test func storedFileIsReadBackAndLeavesNoDraft() throws {
    let folder = WorkingFolder(of: root + "/a.ipynb")
    try folder.store([1, 2, 3], at: "data/w.npy")
    try folder.store([4], at: "data/w.npy")
    #expect(try folder.bytes(of: "data/w.npy", limit: 1) == [4])
    #expect(folder.names(inFolder: "data/") == ["w.npy"])
  }

  @Test func fileThatCannotBeStoredSaysWhy() {
    let folder = WorkingFolder(of: root + "/a.ipynb")
    #expect(throws: FileProblem("no such file or directory")) {
      try folder.store([1], at: "missing/w.npy")
    }
    #expect(throws: FileProblem("is a directory")) { try folder.store([1], at: "data") }
  }

  @Test func tildeIsTheFolderOfThePerson() throws {
    let folder = WorkingFolder(home: root)
    try folder.store([7], at: "~/data/w.npy")
    #expect(try folder.bytes(of: root + "/data/w.npy", limit: 9) == [7])
    #expect(folder.names(inFolder: "~/") == ["data/"])
  }

  @Test func filesBeyondTheLimitAreNotRead() throws {
    let folder = WorkingFolder(home: root)
    try folder.store([1, 2, 3], at: "~/w.npy")
    #expect(throws: FileProblem.tooLarge) { try folder.bytes(of: "~/w.npy", limit: 2) }
  }

  @Test func whatMightNeverEndIsNotRead() {
    let folder = WorkingFolder()
    #expect(throws: FileProblem("it is a pipe or a device, not a file")) {
      try folder.bytes(of: "/dev/zero", limit: 100)
    }
    #expect(throws: FileProblem("it is a folder")) { try folder.bytes(of: root, limit: 100) }
  }

  @Test func namesOfTwoHundredCharactersAreStored() throws {
    let folder = WorkingFolder(home: root)
    let name = String(repeating: "é", count: 120) + ".npy"
    try folder.store([7], at: "~/data/" + name)
    #expect(folder.names(inFolder: "~/data/") == [name])
  }
}
