import Display

/// Every function of the language with its documentation, as one Markdown page.
///
/// An entry is what `?name` shows. The chapters follow the lists of functions, whose order is that of the manual.
public struct ReferenceManual {
  private let context: Context

  public init(of session: Session) { context = session.context }

  /// A chapter, and the functions with which its stretches of the lists begin.
  private struct Chapter {
    let title: String
    let beginnings: [String]
  }

  private static let chapters = [
    Chapter(title: "Elementwise", beginnings: ["add"]),
    Chapter(title: "Activations", beginnings: ["sigmoid"]),
    Chapter(title: "Reductions and order", beginnings: ["sum"]),
    Chapter(title: "Linear algebra", beginnings: ["matmul"]),
    Chapter(title: "Shape", beginnings: ["conv2d", "shape"]),
    Chapter(title: "Creation", beginnings: ["meshgrid", "zeros"]),
    Chapter(title: "Random", beginnings: ["seed"]),
    Chapter(title: "Functional", beginnings: ["map"]),
    Chapter(title: "Losses", beginnings: ["mse"]),
    Chapter(title: "Data", beginnings: ["dataset"]),
    Chapter(title: "Differentiation", beginnings: ["grad"]),
    Chapter(title: "Networks", beginnings: ["dense", "copy", "train"]),
    Chapter(title: "Optimising", beginnings: ["gradient_descent", "minimize"]),
    Chapter(title: "Output", beginnings: ["print", "progress"]),
    Chapter(title: "Plots", beginnings: ["plot"]),
  ]

  /// The page.
  public var markdown: String {
    let functions = contents
    let list = functions.map { chapter, names in
      // The anchor of an operator is empty.
      let links = names.map { $0.first?.isLetter == true ? "[`\($0)`](#\($0.anchor))" : "`\($0)`" }
        .joined(separator: " ")
      return "- [\(chapter.title)](#\(chapter.title.anchor)): \(links)"
    }
    let chapters = functions.map { chapter, names in
      (["## \(chapter.title)"] + names.map(entry)).joined(separator: "\n\n")
    }
    return ([Self.introduction, list.joined(separator: "\n")] + chapters).joined(separator: "\n\n")
      + "\n"
  }

  private static let introduction = """
    # Reference

    Every function with its formula, shapes, derivative and edge cases, and an example with what it gives. `?name` shows
    the same in a notebook. Made by `make reference` from what stands beside the functions; a test compares.
    """

  /// The names of each chapter's functions, in the order of the lists.
  private var contents: [(chapter: Chapter, names: [String])] {
    let names = Builtin.all.map(\.name)
    var sections = Self.chapters.map { (chapter: $0, names: [String]()) }
    var current = 0
    for name in names {
      current = Self.chapters.firstIndex { $0.beginnings.contains(name) } ?? current
      sections[current].names.append(name)
    }
    return sections
  }

  private func entry(_ name: String) -> String {
    guard case .function(let function)? = context.globals.builtin(name) else { return "" }
    var help = function.help
    if !help.example.isEmpty { help.exampleOutput = ExampleRun(help.example, in: context).output }
    let markdown = help.bundle.entries.first { $0.type == .markdown }?.content ?? ""
    return "### \(name)\n\n\(markdown)"
  }
}

extension String {
  /// The anchor that Markdown gives a heading.
  fileprivate var anchor: String { lowercased().replacing(" ", with: "-") }
}
