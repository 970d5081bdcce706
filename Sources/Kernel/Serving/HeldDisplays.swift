import Jupyter

/// The displays of a cell from the first that may be updated on, held back until the cell ends, so that each is sent
/// once, as it was at last.
///
/// For a front end that takes no notice of updates. What is written meanwhile keeps its place among them.
struct HeldDisplays {
  private enum Item {
    case display(MIMEData, id: String?)
    case text(String, OutputStream)
  }

  private var items: [Item] = []

  /// Whether there is anything that later output has to wait behind.
  var isHolding: Bool { !items.isEmpty }

  mutating func write(_ text: String, to stream: OutputStream) {
    if case .text(let before, stream)? = items.last {
      items[items.count - 1] = .text(before + text, stream)
    } else {
      items.append(.text(text, stream))
    }
  }

  /// Holds a display, in the place of the one with the same identifier where there is one.
  mutating func display(_ data: MIMEData, id: String?) {
    let place = items.firstIndex { item in
      if case .display(_, .some(let known)) = item { known == id } else { false }
    }
    if let place {
      items[place] = .display(data, id: id)
    } else {
      items.append(.display(data, id: id))
    }
  }

  mutating func removeAll() { items = [] }

  /// Sends all that is held, in order.
  mutating func settle(to output: (any EngineOutput)?) {
    for item in items {
      switch item {
      case .display(let data, let id): output?.display(data, id: id)
      case .text(let text, let stream): output?.write(text, to: stream)
      }
    }
    items = []
  }
}
