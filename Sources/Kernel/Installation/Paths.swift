import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The path from the root, for one that may start at the working folder.
func absolutePath(_ path: String) -> String {
  path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
}

/// Whether there is a file that this user may start.
func isExecutableFile(_ path: String) -> Bool {
  var isFolder = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    && !isFolder && FileManager.default.isExecutableFile(atPath: path)
}

/// Whether there is a folder at a path, links followed.
func isFolder(_ path: String) -> Bool {
  var isFolder = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
}

/// The file of the program that runs, links followed.
func ownExecutable() throws(InstallationError) -> String {
  #if os(Linux)
  let path = "/proc/self/exe"
  #else
  let path = CommandLine.arguments.first ?? ""
  #endif
  guard let resolved = realpath(path, nil) else {
    throw InstallationError("the path of this program cannot be found")
  }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The names in a folder, sorted; none where there is no such folder.
func entries(of folder: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
}
