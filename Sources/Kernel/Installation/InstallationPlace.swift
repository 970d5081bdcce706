/// Where Jupyter looks for kernels, and which of these folders a person means.
public enum InstallationPlace: Equatable, Sendable {
  /// The user's own data folder.
  case user
  /// The Python environment in use: a virtual or conda environment, or the `python3` on the path.
  case systemPrefix
  /// An environment named by its folder.
  case prefix(String)

  /// The folder that holds one folder for each kernel.
  func kernelsFolder(in environment: [String: String]) throws(InstallationError) -> String {
    switch self {
    case .user: try JupyterFolders(environment: environment).user() + "/kernels"
    case .systemPrefix:
      try JupyterFolders(environment: environment).activePrefix() + "/share/jupyter/kernels"
    case .prefix(let folder): absolutePath(folder) + "/share/jupyter/kernels"
    }
  }
}
