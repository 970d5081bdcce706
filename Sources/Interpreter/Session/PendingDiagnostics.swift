import Language

// Until the language's own versions are on main.

func nearestNames(
  to name: String,
  among names: some Sequence<String>,
  limit: Int = 3
) -> [String] { [] }

enum DiagnosticRenderer {
  static func plain(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.kind.rawValue): \(diagnostic.message)"
  }
}
