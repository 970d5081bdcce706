import Interpreter
import Jupyter

/// Files as the process sees them: paths are those of the folder it was started in.
struct WorkingFolder: FileReading {
  func bytes(of path: String) throws(FileProblem) -> [UInt8] {
    do throws(FileFailure) {
      return try readFile(path).bytes
    } catch {
      throw FileProblem(error.description.lowercased())
    }
  }
}
