import FoundationEssentials
import Jupyter

/// What Jupyter reads to know a kernel: a folder with a `kernel.json` and logos.
///
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
struct KernelSpecification {
  /// The language of a specification that is ours.
  static let ownLanguage = "adjoint"

  let argv: [String]
  let language: String

  /// The program that Jupyter starts.
  var executable: String { argv.first ?? "" }

  /// Whether the specification is one of ours, and so may be replaced and removed by us.
  var isOurs: Bool { language == Self.ownLanguage }

  /// The specification in a folder; nil where there is none, or none that can be read.
  init?(folder: String) {
    guard let data = FileManager.default.contents(atPath: folder + "/kernel.json"),
      let json = try? JSONValue(parsing: Array(data))
    else { return nil }
    argv = json["argv"]?.array?.compactMap(\.string) ?? []
    language = json["language"]?.string ?? ""
  }

  /// The files of our specification, by name, for a kernel called `name` that starts `executable`.
  static func files(name: String, executable: String) -> [(name: String, bytes: [UInt8])] {
    let template = String(decoding: PackageResources.kernel_json, as: UTF8.self)
    let displayName = name == ownLanguage ? "Adjoint" : "Adjoint (\(name))"
    let text = template.replacing(#""{adjoint}""#, with: jsonString(executable))
      .replacing(#""Adjoint""#, with: jsonString(displayName))
    return [
      ("kernel.json", Array(text.utf8)),
      ("logo-32x32.png", PackageResources.logo_32x32_png),
      ("logo-64x64.png", PackageResources.logo_64x64_png),
      ("logo-svg.svg", PackageResources.logo_svg_svg),
    ]
  }

  private static func jsonString(_ text: String) -> String {
    String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
  }
}
