extension Mark {
  /// Every mark there is.
  public static let all: [Mark] = [
    .bars,
    .bins,
    .line,
    .path,
    .points,
    .spots,
    .steps,
  ]
}
