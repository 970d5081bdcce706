/// Numbers of all sizes and kinds, more than fill the widest vector several times, not a multiple of
/// its length: special ones stand between ordinary ones.
let awkwardNumbers: [Double] = {
  let special: [Double] = [
    0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -0x1p-1030, 1e300, -1e300,
    709.9, -745.2,
    1e22,
    0.5, -0.5, 2, 3, -2, -3, 1e-20, 88.8, 1e15, 30, 1.4616321449683622,
  ]
  let ordinary = (0..<50).map { Double($0 * $0) * 0.0731 - 37.5 }
  return zip(ordinary, special + special).flatMap { [$0, $1] } + [0.25, 0.75, 1.25]
}()

/// Whether two numbers are the same, bit by bit; every NaN is the same.
func sameBits(_ a: Double, _ b: Double) -> Bool {
  a.bitPattern == b.bitPattern || a.isNaN && b.isNaN
}
