import Display
import Testing

struct GraphDrawingTests {
  @Test(arguments: [
    GraphDrawing(nodes: [], edges: []),
    GraphDrawing(nodes: [.init(id: 7, name: "<x> & \"y\"", value: "a\nb")], edges: []),
    GraphSamples.lecture, GraphSamples.network, GraphSamples.recurrence(steps: 40),
  ])
  func everyDrawingIsWellFormedAndCarriesNothingForeign(graph: GraphDrawing) {
    let svg = graph.svg
    #expect(xmlFault(in: svg) == nil)
    for foreign in ["<script", "<foreignObject", "href", "url(", "<image"] {
      #expect(!svg.contains(foreign))
    }
    #expect(svg == graph.svg)
  }

  @Test func idsTellDrawingsApart() {
    let first = GraphSamples.lecture.svg.prefix(80)
    #expect(first != GraphSamples.network.svg.prefix(80))
    #expect(first.contains("id=\"a"))
  }

  @Test func theLecturesNumbersAreOnTheDrawing() {
    let svg = GraphSamples.lecture.svg
    for shown in ["a = x²", "58.5982", "−182.87", "exp(a) = 54.5982", "−0.822284"] {
      #expect(svg.contains(">\(shown)<"))
    }
  }

  @Test func edgesThatLeadNowhereOrBackAreDropped() {
    let nodes = [GraphDrawing.Node(id: 1, name: "a"), GraphDrawing.Node(id: 2, name: "b")]
    let graph = GraphDrawing(
      nodes: nodes,
      edges: [.init(from: 2, to: 1), .init(from: 1, to: 1), .init(from: 1, to: 9)]
    )
    #expect(graph.edges.isEmpty)
  }

  @Test func parallelEdgesShareOneLine() {
    let nodes = [GraphDrawing.Node(id: 1, name: "a"), GraphDrawing.Node(id: 2, name: "b")]
    let edges = [
      GraphDrawing.Edge(from: 1, to: 2, derivative: "a = 3"),
      GraphDrawing.Edge(from: 1, to: 2, derivative: "a = 3"),
    ]
    #expect(GraphDrawing(nodes: nodes, edges: edges).edges.map(\.derivative) == ["a = 3, a = 3"])
  }

  @Test func theMiddleOfALongGraphIsLeftOutAndCounted() {
    let graph = GraphSamples.recurrence(steps: 1000)
    #expect(graph.nodes.count == 401)
    #expect(graph.text.contains("… 602 more nodes …"))
    #expect(xmlFault(in: graph.svg) == nil)
  }
}
