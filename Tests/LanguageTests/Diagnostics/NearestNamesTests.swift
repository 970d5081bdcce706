import Language
import Testing

struct NearestNamesTests {
  private let names = [
    "sigmoid", "sin", "sinh", "sum", "softmax", "x_train", "y_train", "W", "relu",
  ]

  @Test(arguments: [
    ("sigmiod", ["sigmoid"]), ("Sigmoid", ["sigmoid"]), ("sinn", ["sin", "sinh"]),
    ("som", ["sum"]), ("xtrain", ["x_train", "y_train"]), ("w", ["W"]), ("qqqq", []),
    ("x", []), ("", []), ("sum", []),
  ])
  func nearNamesComeNearestFirst(_ name: String, _ expected: [String]) {
    #expect(nearestNames(to: name, among: names) == expected)
  }

  @Test func noMoreThanTheLimit() {
    #expect(
      nearestNames(to: "ab1", among: ["ab2", "ab3", "ab4", "ab5"], limit: 2) == ["ab2", "ab3"]
    )
  }

  @Test func namesOfOtherLanguagesHaveHints() {
    #expect(foreignNameHint("True") == "write `true`")
    #expect(foreignNameHint("sin") == nil)
    #expect(foreignNameHint("SGD") == "write `gradient_descent(lr)`, or `momentum(lr, beta=0.9)`")
  }
}
