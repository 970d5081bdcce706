import Jupyter

/// Finds out whether a notebook will find the kernel, and whether the kernel will start.
public struct Doctor {
  private let environment: [String: String]
  private let folders: JupyterFolders

  public init(environment: [String: String]) {
    self.environment = environment
    folders = JupyterFolders(environment: environment)
  }

  /// What there is to say, in the order in which things depend on each other.
  public func examine() -> [Finding] {
    let installed = installedKernels()
    return about() + installed.flatMap { examine(kernel: $0) }
      + (installed.isEmpty ? [missingKernel()] : []) + examineJupyter(kernels: installed)
  }

  private func about() -> [Finding] {
    let path = (try? ownExecutable()) ?? "unknown place"
    return [Finding(.note, "adjoint \(adjointVersion), \(path)")]
  }

  /// The folders of our specifications, everywhere Jupyter looks.
  private func installedKernels() -> [String] {
    folders.all().flatMap { folder in
      entries(of: folder + "/kernels").map { "\(folder)/kernels/\($0)" }
    }.filter { KernelSpecification(folder: $0)?.isOurs ?? false }
  }

  private func missingKernel() -> Finding {
    let places = folders.all().map { "\n      \($0)/kernels" }.joined()
    return Finding(.bad, "no kernelspec is installed: run `adjoint install`; looked in\(places)")
  }

  private func examine(kernel folder: String) -> [Finding] {
    guard let specification = KernelSpecification(folder: folder) else { return [] }
    let program = specification.executable
    let found = Finding(.good, "kernelspec \(folder)")
    guard isExecutableFile(program) else {
      let advice = "run `adjoint install`"
      return [found, Finding(.bad, "it starts \(program), which is not there: \(advice)")]
    }
    guard let answer = ChildProcess.output(of: program, ["--version"], seconds: 10),
      answer.status == 0
    else {
      return [found, Finding(.bad, "it starts \(program), which fails")]
    }
    let isOther = answer.text != adjointVersion
    let version = isOther ? "version \(answer.text), this is \(adjointVersion)" : answer.text
    return [found, Finding(isOther ? .note : .good, "its program is \(program) (\(version))")]
      + [examineStart(of: specification)]
  }

  private func examineStart(of specification: KernelSpecification) -> Finding {
    switch KernelTrial(specification).run(seconds: 10) {
    case .started(let milliseconds): Finding(.good, "it starts, in \(milliseconds) ms")
    case .failed(let reason): Finding(.bad, "it does not start: \(reason)")
    }
  }

  private func examineJupyter(kernels: [String]) -> [Finding] {
    guard let jupyter = folders.executable("jupyter") else {
      return [Finding(.note, "there is no `jupyter` on the PATH")]
    }
    let list = ["kernelspec", "list", "--json"]
    guard let answer = ChildProcess.output(of: jupyter, list, seconds: 60), answer.status == 0,
      let json = try? JSONValue(parsing: Array(answer.text.utf8)),
      let known = json["kernelspecs"]?.object
    else { return [Finding(.bad, "\(jupyter) does not list its kernels")] }
    let seen = known.members.filter { $0.value["spec"]?["language"]?.string == "adjoint" }
    let names = seen.map(\.name).joined(separator: ", ")
    let sight =
      seen.isEmpty
      ? Finding(.bad, "\(jupyter) does not see the kernel: run `adjoint install --sys-prefix`")
      : Finding(.good, "\(jupyter) sees it as \(names)")
    return [sight] + versions(of: jupyter)
  }

  /// The versions of Jupyter's parts, as it prints them: `name : version`, a line each.
  private func versions(of jupyter: String) -> [Finding] {
    guard let answer = ChildProcess.output(of: jupyter, ["--version"], seconds: 60) else {
      return []
    }
    let parts = answer.text.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.count == 3, words[2] != "installed" else { return nil }
      return "\(words[0]) \(words[2])"
    }
    return [Finding(.note, parts.joined(separator: ", "))]
  }
}
