extension Mark {
  /// Every mark there is.
  public static let all: [Mark] = [
    .bars,
    .line,
    .path,
    .points,
    .spots,
    .steps,
  ]
}
