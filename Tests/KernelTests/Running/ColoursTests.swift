import Kernel
import Testing

@Suite struct ColoursTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("\u{1B}[1;31mé\u{1B}[0m b", "é b"),
    ("cut\u{1B}[", "cut"),
    ("cut\u{1B}", "cut"),
  ])
  func coloursAreTakenOut(text: String, plain: String) {
    #expect(withoutColours(text) == plain)
  }
}
