/// The data folders in which Jupyter looks for kernels, in its order.
///
/// https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files
package struct JupyterFolders {
  private let environment: [String: String]

  package init(environment: [String: String]) {
    self.environment = environment
  }

  /// The user's own folder.
  package func user() throws(InstallationError) -> String {
    if let named = variable("JUPYTER_DATA_DIR") { return absolutePath(named) }
    #if os(macOS)
    if let home = variable("HOME") { return home + "/Library/Jupyter" }
    #else
    if let data = variable("XDG_DATA_HOME") { return data + "/jupyter" }
    if let home = variable("HOME") { return home + "/.local/share/jupyter" }
    #endif
    throw InstallationError("there is no home folder: HOME is not set; name one with --prefix")
  }

  /// The prefix of the environment in use; asks Python only where no variable says it.
  package func activePrefix() throws(InstallationError) -> String {
    if let prefix = variable("VIRTUAL_ENV") ?? variable("CONDA_PREFIX") { return prefix }
    let question = ["-c", "import sys; print(sys.prefix)"]
    guard let python = executable("python3"),
      let answer = ChildProcess.output(of: python, question, seconds: 10), answer.status == 0
    else {
      throw InstallationError("no Python environment is in use; name a folder with --prefix")
    }
    return answer.text
  }

  /// Every folder that may hold kernels, those looked at first in front, each once.
  package func all() -> [String] {
    var folders = variable("JUPYTER_PATH")?.split(separator: ":").map(String.init) ?? []
    let prefix = (try? activePrefix()).map { $0 + "/share/jupyter" }
    let user = try? user()
    // As jupyter_core: a virtual environment's kernels stand before the user's own.
    let isVirtual = variable("VIRTUAL_ENV") != nil || variable("CONDA_PREFIX") != nil
    folders += (isVirtual ? [prefix, user] : [user, prefix]).compactMap(\.self)
    folders += ["/usr/local/share/jupyter", "/usr/share/jupyter"]
    var seen: Set<String> = []
    return folders.filter { seen.insert($0).inserted }
  }

  /// The file that a shell would start for a command's name.
  func executable(_ name: String) -> String? {
    variable("PATH")?.split(separator: ":").lazy
      .map { "\($0)/\(name)" }
      .first(where: isExecutableFile)
  }

  /// A variable that is set to something.
  private func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
