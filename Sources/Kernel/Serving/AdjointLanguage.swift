import Jupyter
import TensorCore

extension KernelLanguage {
  /// The Adjoint language, with an engine that recurses within a stack of this many bytes.
  static func adjoint(
    stackSize: Int,
    frontEnd: FrontEnd,
    files: WorkingFolder
  ) -> KernelLanguage {
    let interruption = Interruption()
    return KernelLanguage(
      info: .adjoint,
      makeEngine: {
        KernelEngine(
          interruption: interruption,
          stackSize: stackSize,
          files: files,
          frontEnd: frontEnd
        )
      },
      interrupt: { interruption.request() },
      clearInterrupt: { interruption.clear() }
    )
  }
}

extension LanguageDescription {
  static let adjoint = LanguageDescription(
    implementation: "adjoint",
    implementationVersion: adjointVersion,
    banner: """
      Adjoint \(adjointVersion): learn, check and explain gradients.
      Type ?name for help on a name; Tab completes, also \\nabla to ∇.
      """,
    languageInfo: LanguageInfo(
      name: "adjoint",
      version: adjointVersion,
      mimetype: "text/x-adjoint",
      fileExtension: ".adj",
      // The nearest relatives that editors know: # comments, Unicode names, ranges and matrices.
      pygmentsLexer: "julia",
      codemirrorMode: "julia"
    )
  )
}
