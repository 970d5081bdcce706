extension FieldMark {
  /// Every way there is to draw a field.
  public static let all: [FieldMark] = [
    .arrows,
    .boundaries,
    .cells,
    .contours,
    .regions,
  ]
}
