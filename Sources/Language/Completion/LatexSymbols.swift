/// What Tab turns into a symbol: `\nabla` into `∇`, `\^2` into `²`, `\_1` into `₁`.
///
/// `\hat`, `\bar` and their kin are combining marks, typed behind the letter.
///
/// Names are LaTeX's, and where LaTeX has none (`\^2`) the ones of Julia's consoles.
public let latexSymbols: [String: String] = greekSymbols.merging(operatorSymbols) { first, _ in
  first
}.merging(scriptSymbols) { first, _ in first }

private let greekSymbols: [String: String] = [
  "\\alpha": "α", "\\beta": "β", "\\gamma": "γ", "\\delta": "δ", "\\epsilon": "ε",
  "\\zeta": "ζ", "\\eta": "η", "\\theta": "θ", "\\iota": "ι", "\\kappa": "κ", "\\lambda": "λ",
  "\\mu": "μ", "\\nu": "ν", "\\xi": "ξ", "\\omicron": "ο", "\\pi": "π", "\\rho": "ρ",
  "\\sigma": "σ", "\\tau": "τ", "\\upsilon": "υ", "\\phi": "φ", "\\chi": "χ", "\\psi": "ψ",
  "\\omega": "ω", "\\varepsilon": "ϵ", "\\vartheta": "ϑ", "\\varphi": "ϕ", "\\varrho": "ϱ",
  "\\varsigma": "ς", "\\varkappa": "ϰ", "\\Gamma": "Γ", "\\Delta": "Δ", "\\Theta": "Θ",
  "\\Lambda": "Λ", "\\Xi": "Ξ", "\\Pi": "Π", "\\Sigma": "Σ", "\\Upsilon": "Υ", "\\Phi": "Φ",
  "\\Psi": "Ψ", "\\Omega": "Ω", "\\Alpha": "Α", "\\Beta": "Β",
]

private let operatorSymbols: [String: String] = [
  "\\nabla": "∇", "\\sqrt": "√", "\\circ": "∘", "\\cdot": "⋅", "\\times": "×", "\\div": "÷",
  "\\le": "≤", "\\leq": "≤", "\\ge": "≥", "\\geq": "≥", "\\ne": "≠", "\\neq": "≠",
  "\\to": "→", "\\rightarrow": "→", "\\mapsto": "↦", "\\infty": "∞", "\\prime": "′",
  "\\dprime": "″", "\\Vert": "‖", "\\norm": "‖", "\\parallel": "∥", "\\minus": "−",
  "\\ell": "ℓ", "\\hbar": "ℏ", "\\transpose": "ᵀ", "\\bbR": "ℝ", "\\hat": "\u{0302}",
  "\\tilde": "\u{0303}", "\\bar": "\u{0304}", "\\dot": "\u{0307}", "\\ddot": "\u{0308}",
  "\\vec": "\u{20D7}", "\\acute": "\u{0301}", "\\grave": "\u{0300}", "\\check": "\u{030C}",
  "\\breve": "\u{0306}",
]

private let scriptSymbols: [String: String] = [
  "\\^0": "⁰", "\\^1": "¹", "\\^2": "²", "\\^3": "³", "\\^4": "⁴", "\\^5": "⁵", "\\^6": "⁶",
  "\\^7": "⁷", "\\^8": "⁸", "\\^9": "⁹", "\\^-": "⁻", "\\^n": "ⁿ", "\\^T": "ᵀ", "\\^-1": "⁻¹",
  "\\_0": "₀", "\\_1": "₁", "\\_2": "₂", "\\_3": "₃", "\\_4": "₄", "\\_5": "₅", "\\_6": "₆",
  "\\_7": "₇", "\\_8": "₈", "\\_9": "₉", "\\_a": "ₐ", "\\_e": "ₑ", "\\_h": "ₕ", "\\_i": "ᵢ",
  "\\_j": "ⱼ", "\\_k": "ₖ", "\\_l": "ₗ", "\\_m": "ₘ", "\\_n": "ₙ", "\\_o": "ₒ", "\\_p": "ₚ",
  "\\_r": "ᵣ", "\\_s": "ₛ", "\\_t": "ₜ", "\\_u": "ᵤ", "\\_v": "ᵥ", "\\_x": "ₓ",
  "\\_beta": "ᵦ", "\\_gamma": "ᵧ", "\\_rho": "ᵨ", "\\_phi": "ᵩ", "\\_chi": "ᵪ",
]
