import ArgumentParser
import FoundationEssentials
import Kernel

/// Says whether notebooks will find the kernel, and whether it starts.
struct Diagnose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Find out why a notebook does not find the kernel, or that all is well."
  )

  func run() throws {
    let findings = Doctor(environment: ProcessInfo.processInfo.environment).examine()
    for finding in findings { print(finding.line) }
    if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode.failure }
  }
}
