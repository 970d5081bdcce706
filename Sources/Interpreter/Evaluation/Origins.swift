public import Language

/// The places of the operations in the graph, by the tokens its nodes carry.
public final class Origins {
  private var locations: [Location] = []

  /// A token for a place; zero stands for no place at all.
  func token(for location: Location) -> UInt32 {
    locations.append(location)
    return UInt32(truncatingIfNeeded: locations.count)
  }

  /// The place a token stands for.
  public subscript(token: UInt32) -> Location? {
    token > 0 && Int(token) <= locations.count ? locations[Int(token) - 1] : nil
  }
}
