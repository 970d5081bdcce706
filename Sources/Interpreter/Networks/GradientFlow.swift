import Autodiff
import Display
import Networks
import TensorCore

/// How strong the gradient of a loss still is in every layer of a model.
struct GradientFlow: ValueObject {
  /// A layer with parameters.
  struct Entry {
    let layer: String
    let definition: String
    /// The Euclidean norm of the gradient by all parameters of the layer.
    let norm: Double
  }

  enum Verdict: String {
    case fine = ""
    case vanishing
    case exploding
  }

  /// From the input to the loss.
  let entries: [Entry]

  /// A layer whose gradient is this many times weaker or stronger than the last layer's is flagged.
  static let ratio = 1000.0
  /// Whatever the last layer's is, a weaker gradient vanishes.
  static let floor = 1e-8

  func verdict(_ entry: Entry) -> Verdict {
    guard entry.norm.isFinite else { return .exploding }
    let last = entries.last?.norm ?? 0
    if entry.norm < Self.floor || entry.norm * Self.ratio < last { return .vanishing }
    return last.isFinite && last > 0 && entry.norm > Self.ratio * last ? .exploding : .fine
  }

  var typeName: String { "gradient flow" }
  var fieldNames: [String] { ["norms", "vanishing", "exploding"] }

  func record(in context: Context) throws -> Record? {
    func layers(_ wanted: Verdict) throws -> Value {
      try .tuple(of: entries.filter { verdict($0) == wanted }.map { .string($0.layer) })
    }
    return try Record([
      ("norms", .record(Record(entries.map { ($0.layer, .number($0.norm)) }))),
      ("vanishing", layers(.vanishing)), ("exploding", layers(.exploding)),
    ])
  }

  func text(in context: Context) throws -> String { try bundle(in: context).plainText }

  func bundle(in context: Context) throws -> MIMEBundle {
    let table = Table(
      [
        .init("layer"), .init("definition"), .init("gradient norm", .trailing), .init(""),
      ],
      rows: entries.map { entry in
        let verdict = verdict(entry)
        return [
          .init(entry.layer), .init(entry.definition, .code), .init(context.style.text(entry.norm)),
          .init(verdict.rawValue, verdict == .fine ? .none : .adjoint),
        ]
      }
    )
    return MIMEBundle(
      plainText: table.text + "\n\n" + chart.text,
      [.init(.html, table.html + "\n" + chart.svg)]
    )
  }

  /// How many times as large as the least norm the greatest is where powers of ten tell more.
  private static let wideRange = 100.0

  /// A bar for each layer, by powers of ten where the norms lie far apart.
  private var chart: Plot {
    let shown = entries.enumerated().filter { $0.element.norm > 0 && $0.element.norm.isFinite }
    let norms = shown.map(\.element.norm)
    let isWide = (norms.max() ?? 1) > Self.wideRange * (norms.min() ?? 1)
    return Plot(
      [Plot.Series(mark: .bars, xs: shown.map { Double($0.offset + 1) }, ys: norms)],
      title: "gradient norm by layer",
      xLabel: "layer, from the input to the loss",
      yScale: isWide ? .logarithmic : .linear,
      height: 240
    )
  }
}
