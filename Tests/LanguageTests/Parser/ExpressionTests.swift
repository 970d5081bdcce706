import Language
import Testing

/// Expressions that parse, with their trees.
struct ExpressionTests {
  @Test(arguments: [
    ("a + b * c", "(+ a (* b c))"),
    ("a - b - c", "(- (- a b) c)"),
    ("a * b / c @ d % k · z", "(· (% (@ (/ (* a b) c) d) k) z)"),
    ("-x^2", "(- (^ x 2))"),
    ("2^-1", "(^ 2 (- 1))"),
    ("2^3^4", "(^ 2 (^ 3 4))"),
    ("-a * b", "(* (- a) b)"),
    ("x--y", "(- x (- y))"),
    ("f ∘ g + h", "(∘ f (+ g h))"),
    ("0..<n + 1", "(..< 0 (+ n 1))"),
    ("1...100", "(... 1 100)"),
    ("0 < x <= 1", "(0 < x <= 1)"),
    ("a == b", "(a == b)"),
    ("not a == b and c or d", "(or (and (not (a == b)) c) d)"),
    ("not not a", "(not (not a))"),
    ("x |> f |> g(2)", "(|> (|> x f) (call g 2))"),
    ("x -> x^2 + 1", "(-> (x) (+ (^ x 2) 1))"),
    ("(x, y=2) -> x*y", "(-> (x y=2) (* x y))"),
    ("() -> 1", "(-> () 1)"),
    ("x -> y -> x", "(-> (x) (-> (y) x))"),
    ("(x -> x)(3)", "(call (-> (x) x) 3)"),
    ("xᵀ @ A @ x", "(@ (@ (T x) A) x)"),
    ("A.T", "(T A)"),
    ("a × b ÷ c − d ⋅ k", "(- (/ (* a b) c) (· d k))"),
    ("a ≤ b ≠ c ≥ d", "(a <= b != c >= d)"),
    ("x → x", "(-> (x) x)"),
    ("x ↦ x", "(-> (x) x)"),
    ("if a { 1 } else { 2 } + 3", "(+ (if a {1} {2}) 3)"),
  ])
  func operatorsBindAsListed(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("2x", "(* 2 x)"),
    ("3x^2 + 8x - 5", "(- (+ (* 3 (^ x 2)) (* 8 x)) 5)"),
    ("2(x+1)", "(* 2 (+ x 1))"),
    ("2(x+1)^2", "(* 2 (^ (+ x 1) 2))"),
    ("2√c", "(* 2 (sqrt c))"),
    ("2∇f(x)", "(* 2 (call (nabla f) x))"),
    ("2‖x‖", "(* 2 (norm x))"),
    ("2sin(x)", "(* 2 (call sin x))"),
    ("2f'(x)²", "(* 2 (^ (call (prime1 f) x) 2))"),
    ("-2x", "(- (* 2 x))"),
    ("a*2x", "(* a (* 2 x))"),
    ("2x/3", "(/ (* 2 x) 3)"),
    ("2e^x", "(* 2 (^ e x))"),
    ("2e-x", "(- (* 2 e) x)"),
    ("1/(2x)", "(/ 1 (* 2 x))"),
  ])
  func numberBeforeNameMultiplies(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("f(x)[0].name", "(. (index (call f x) 0) name)"),
    ("f()", "(call f)"),
    ("f(1, 2,)", "(call f 1 2)"),
    ("f(a, axis=0)", "(call f a axis=0)"),
    ("f'(x)", "(call (prime1 f) x)"),
    ("f''(x)", "(call (prime2 f) x)"),
    ("f′(x) + f″(x)", "(+ (call (prime1 f) x) (call (prime2 f) x))"),
    ("(f ∘ g)'(x)", "(call (prime1 (∘ f g)) x)"),
    ("r.f'(x)", "(call (prime1 (. r f)) x)"),
    ("x[0]", "(index x 0)"),
    ("A[1, :]", "(index A 1 :)"),
    ("x[1:3]", "(index x 1:3)"),
    ("x[::2]", "(index x ::2)"),
    ("x[:-1]", "(index x :(- 1))"),
    ("x[a:b:c]", "(index x a:b:c)"),
    ("x[0..<3]", "(index x (..< 0 3))"),
    ("x[-1 - i]", "(index x (- (- 1) i))"),
    ("[1, 2][0]", "(index [1 2] 0)"),
    ("({ f })(3)", "(call {f} 3)"),
  ])
  func postfixChainsNest(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("√x", "(sqrt x)"),
    ("√f(x)[0]", "(sqrt (index (call f x) 0))"),
    ("√√x", "(sqrt (sqrt x))"),
    ("√(x^2)", "(sqrt (^ x 2))"),
    ("(√x)^2", "(^ (sqrt x) 2)"),
    ("∇f(x)[0]", "(index (call (nabla f) x) 0)"),
    ("∇r.f(x)", "(call (nabla (. r f)) x)"),
    ("∇f'(x)", "(call (nabla (prime1 f)) x)"),
    ("∇(f ∘ g)(x).a", "(. (call (nabla (∘ f g)) x) a)"),
    ("‖x‖", "(norm x)"),
    ("∥x∥^2", "(^ (norm x) 2)"),
    ("‖x - ‖y‖‖", "(norm (- x (norm y)))"),
    ("‖‖x‖‖", "(norm (norm x))"),
    ("‖f(‖x‖)‖²", "(^ (norm (call f (norm x))) 2)"),
    ("‖x‖ * ‖y‖", "(* (norm x) (norm y))"),
  ])
  func prefixesReachAsFarAsListed(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("x²", "(^ x 2)"),
    ("x¹²", "(^ x 12)"),
    ("x⁻¹", "(^ x (- 1))"),
    ("xⁿ", "(^ x n)"),
    ("x⁻ⁿ", "(^ x (- n))"),
    ("x²ⁿ", "(^ x (* 2 n))"),
    ("(a+b)²", "(^ (+ a b) 2)"),
    ("f(x)²", "(^ (call f x) 2)"),
    ("2x²", "(* 2 (^ x 2))"),
    ("-x²", "(- (^ x 2))"),
    ("x^y²", "(^ x (^ y 2))"),
  ])
  func superscriptsArePowers(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }
}
