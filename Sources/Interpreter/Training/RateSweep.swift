import Display
import Language
import Networks
import TensorCore

/// Trains a copy of a model with each of several learning rates.
struct RateSweep {
  private let request: TrainingReader
  private let rates: [Double]
  private let context: Context

  /// Above this many times the loss it began with, a run counts as diverged.
  private static let growthLimit = 10.0

  init(_ request: TrainingReader, rates: [Double], in context: Context) {
    self.request = request
    self.rates = rates
    self.context = context
  }

  func result(_ optimizers: [TrainingOptimizer]) throws -> RateSweepResult {
    let random = context.random
    defer { context.random = random }
    let live = request.isShown ? LiveOutput(in: context) : nil
    var losses: [Double] = []
    for optimizer in optimizers {
      live?.update { _ in report(losses, detail: nil) }
      context.random = random
      losses.append(try loss(optimizer))
      context.interruptionHint = nil
      try context.interruption.check()
    }
    let result = RateSweepResult(rates: rates, losses: losses)
    if let live {
      let last = report(losses, detail: result.plot)
      live.finish(last)
      context.finishedLives.append(FinishedLive(live, last, showing: result))
    }
    return result
  }

  /// The loss at the end of a run; NaN where it diverged.
  private func loss(_ optimizer: TrainingOptimizer) throws -> Double {
    let copy = request.model.copy()
    do {
      let run = try TrainingRun(request.quietly(copy, by: optimizer), in: context)
      let record = try run.history().training
      let last = record.judgedLosses.last ?? .nan
      let first = record.batchLosses.first ?? last
      return last.isFinite && last <= Self.growthLimit * max(first, .leastNormalMagnitude)
        ? last : .nan
    } catch let failure as Diagnostic where failure.kind == .numeric {
      context.forgetNonFinite()
      return .nan
    }
  }

  private func report(_ losses: [Double], detail: (any Displayable)?) -> ProgressReport {
    let rate =
      losses.count < rates.count ? ["rate \(RateSweepResult.text(rates[losses.count]))"] : []
    return ProgressReport(
      "\(losses.count) of \(rates.count) learning rates",
      fraction: Double(losses.count) / Double(rates.count),
      figures: rate,
      detail: detail
    )
  }
}

/// What `learning_rate_sweep` gives: losses by rate, with a display of their own.
final class RateSweepResult: ValueObject {
  private let rates: [Double]
  private let losses: [Double]

  init(rates: [Double], losses: [Double]) {
    self.rates = rates
    self.losses = losses
  }

  let typeName = "learning rate sweep"
  var fieldNames: [String] { ["rates", "loss", "best"] }

  func record(in context: Context) throws -> Record? {
    try Record([
      ("rates", Value(Tensor(values: rates, shape: [rates.count]))),
      ("loss", Value(Tensor(values: losses, shape: [losses.count]))),
      ("best", best.map { .number(rates[$0]) } ?? .none),
    ])
  }

  func text(in context: Context) throws -> String { bundle.plainText }

  func bundle(in context: Context) throws -> MIMEBundle { bundle }

  func plot(in context: Context) throws -> Plot? { plot }

  static func text(_ number: Double) -> String { NumberStyle(precision: 4).text(number) }

  /// The place of the least loss; nil where every run diverged.
  private var best: Int? {
    losses.indices.filter { losses[$0].isFinite }.min { losses[$0] < losses[$1] }
  }

  private var bundle: MIMEBundle { ResultDisplay.bundle(table, plot) }

  private var table: Table {
    let best = best
    return Table(
      [.init("rate", .trailing), .init("loss", .trailing), .init("")],
      rows: rates.indices.map { place in
        let isBest = place == best
        let loss = losses[place]
        return [
          Table.Cell(Self.text(rates[place])),
          loss.isFinite ? Table.Cell(Self.text(loss), isBest ? .value : .none) : Table.Cell("–"),
          loss.isFinite
            ? Table.Cell(isBest ? "best" : "", .value) : Table.Cell("diverged", .adjoint),
        ]
      }
    )
  }

  /// The losses over the rates in their order, the best marked.
  var plot: Plot {
    let order = rates.indices.sorted { rates[$0] < rates[$1] }
    var series = [
      Plot.Series(mark: .line, xs: order.map { rates[$0] }, ys: order.map { losses[$0] }, color: 0)
    ]
    if let best {
      series.append(
        Plot.Series(
          name: "best: \(Self.text(rates[best]))",
          mark: .spots,
          xs: [rates[best]],
          ys: [losses[best]],
          color: 0
        )
      )
    }
    return Plot(
      series,
      xLabel: "learning rate",
      yLabel: "loss",
      xScale: rates.count > 1 ? .logarithmic : .linear,
      yScale: .fitting(losses),
      height: 300
    )
    .spoken(as: "loss by learning rate" + (best.map { ", best at \(Self.text(rates[$0]))" } ?? ""))
  }
}
