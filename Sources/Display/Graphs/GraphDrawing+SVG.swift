extension GraphDrawing {
  /// The graph as an SVG document.
  public var svg: String {
    SVGDocument(width: 1, height: 1, title: title, style: [], content: []).xml
  }
}
