import Autodiff
import Language
import TensorCore

extension Node {
  /// What `body` gives; an error without a place gets this node's.
  final func located<Result>(
    label: @autoclosure () -> String? = nil,
    _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      throw Diagnosis.located(error, at: location, label: label())
    }
  }
}

/// The errors of the layers below as the user reads them.
enum Diagnosis {
  /// The error as a diagnostic with a place; signals and located diagnostics stay as they are.
  static func located(
    _ error: any Error,
    at location: Location,
    label: @autoclosure () -> String? = nil
  ) -> any Error {
    guard let diagnostic = diagnostic(error), diagnostic.location == nil else {
      return diagnostic(error) ?? error
    }
    return Diagnostic(
      diagnostic.kind,
      diagnostic.message,
      at: location,
      label: diagnostic.label ?? label(),
      hint: diagnostic.hint,
      calls: diagnostic.calls
    )
  }

  /// nil for what is not a mistake of the user's.
  static func diagnostic(_ error: any Error) -> Diagnostic? {
    switch error {
    case let diagnostic as Diagnostic: diagnostic
    case let mistake as ArgumentMistake: mistake.diagnostic
    case let error as TensorError: diagnostic(error)
    case let error as EngineError: Diagnostic(.gradient, error.message, hint: error.hint)
    default: nil
    }
  }

  private static func diagnostic(_ error: TensorError) -> Diagnostic {
    switch error {
    case .shape(let message, let hint): Diagnostic(.shape, message, hint: hint)
    case .index(let message, let hint): Diagnostic(.index, message, hint: hint)
    case .value(let message, let hint): Diagnostic(.value, message, hint: hint)
    case .type(let message): Diagnostic(.type, message)
    case .memory(let message): Diagnostic(.memory, message)
    case .interrupted: interrupted
    }
  }

  static let tooDeep = Diagnostic(
    .recursion,
    "too many calls inside each other",
    hint: "does the recursion end? a loop needs no stack"
  )

  static let interrupted = Diagnostic(.interrupted, "interrupted")

  /// An error with what there is to say where it is that of an interruption.
  static func interrupted(_ error: any Error, hint: String?) -> any Error {
    guard let hint, let diagnostic = error as? Diagnostic, diagnostic.kind == .interrupted else {
      return error
    }
    return Diagnostic(
      .interrupted,
      diagnostic.message,
      at: diagnostic.location,
      hint: hint,
      calls: diagnostic.calls
    )
  }
}
