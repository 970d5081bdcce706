import TensorCore

/// Widths that keep the size of signals from layer to layer.
extension Initializer {
  /// Keeps the variance in both directions.
  ///
  /// - Source: Glorot & Bengio (2010), equation 16
  static let glorot = Initializer(
    "glorot",
    "uniform between ±√(6/(in + out)), for tanh and sigmoid"
  ) { shape, fans, workshop in
    let bound = (6 / Double(max(1, fans.incoming + fans.outgoing))).squareRoot()
    return try workshop.symmetric(shape).scaled(by: bound)
  }

  /// Makes up for the half that relu cuts off.
  ///
  /// - Source: He, Zhang, Ren & Sun (2015), equation 10
  static let he = Initializer(
    "he",
    "normal with variance 2/in, for relu and its kin"
  ) { shape, fans, workshop in
    let deviation = (2 / Double(max(1, fans.incoming))).squareRoot()
    return try workshop.standardNormal(shape).scaled(by: deviation)
  }

  /// Keeps the variance on the way forward.
  ///
  /// - Source: LeCun, Bottou, Orr & Müller (1998), Efficient BackProp, equation 16
  static let lecun = Initializer(
    "lecun",
    "normal with variance 1/in, for selu"
  ) { shape, fans, workshop in
    let deviation = (1 / Double(max(1, fans.incoming))).squareRoot()
    return try workshop.standardNormal(shape).scaled(by: deviation)
  }
}
