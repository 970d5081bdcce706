public import Jupyter

/// Serves one notebook until its front end, its parent or a signal ends the process.
///
/// - Parameters:
///   - path: The connection file, in which Jupyter says where to listen.
///   - environment: Of which `JPY_PARENT_PID` names the process to go with, and `HOME` the folder `~`.
/// - Returns: Only where the kernel cannot start: why.
public func serveNotebook(
  connectionFile path: String,
  environment: [String: String]
) -> StartFailure {
  // Threads inherit this, libzmq's among them.
  blockKernelSignals()
  let parent = environment["JPY_PARENT_PID"].flatMap { Int32($0) }
  do throws(StartFailure) {
    let server = try KernelServer(
      connectionFile: path,
      language: .adjoint(
        stackSize: KernelServer.engineStackSize,
        frontEnd: FrontEnd(parent: parent),
        files: WorkingFolder(home: environment["HOME"])
      ),
      log: { Terminal.errors.write("adjoint kernel: \($0)\n") }
    )
    server.run(parent: parent)
  } catch {
    return error
  }
}
