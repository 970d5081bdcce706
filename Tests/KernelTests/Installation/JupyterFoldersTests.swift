import Kernel
import Testing

@Suite struct JupyterFoldersTests {
  @Test(arguments: [
    (["HOME": "/home/ada"], "/home/ada/.local/share/jupyter"),
    (["HOME": "/home/ada", "XDG_DATA_HOME": "/data"], "/data/jupyter"),
    (["HOME": "/home/ada", "JUPYTER_DATA_DIR": "/jupyter"], "/jupyter"),
    (["HOME": "/home/ada", "JUPYTER_DATA_DIR": ""], "/home/ada/.local/share/jupyter"),
  ])
  func userFolderFollowsTheEnvironment(environment: [String: String], folder: String) throws {
    #expect(try JupyterFolders(environment: environment).user() == folder)
  }

  @Test func missingHomeIsSaid() {
    #expect(throws: InstallationError.self) { try JupyterFolders(environment: [:]).user() }
  }

  @Test func virtualEnvironmentStandsBeforeTheUser() {
    let environment = ["HOME": "/h", "VIRTUAL_ENV": "/v", "JUPYTER_PATH": "/p:/q"]
    #expect(
      JupyterFolders(environment: environment).all() == [
        "/p", "/q", "/v/share/jupyter", "/h/.local/share/jupyter", "/usr/local/share/jupyter",
        "/usr/share/jupyter",
      ]
    )
  }
}
