// Random draws and normal numbers, a vector at a time; the same bits for every instruction set: no step is fused.

#define LANES_64 ((int)(VECTOR_BYTES / sizeof(uint64_t)))
typedef uint64_t W __attribute__((vector_size(VECTOR_BYTES)));

/// The product of the low halves.
INLINE W low_product(W a, W b) { return (a & 0xFFFFFFFF) * (b & 0xFFFFFFFF); }

// Draw `i` is one half of block `i / 2`: Philox 4×32 with ten rounds (Salmon, Moraes, Dror, Shaw 2011). Blocks from
// number `block` on, as many as a vector has lanes.
INLINE void philox(uint64_t seed, uint64_t block, uint64_t *draws) {
  W number;
  for (int lane = 0; lane < LANES_64; lane++) number[lane] = block + (uint64_t)lane;
  W x = number & 0xFFFFFFFF, y = number >> 32, z = {0}, w = {0};
  uint32_t first = (uint32_t)seed, second = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    const W a = low_product(x, (W){0} + 0xD2511F53), b = low_product(z, (W){0} + 0xCD9E8D57);
    x = (b >> 32) ^ y ^ first;
    y = b & 0xFFFFFFFF;
    z = (a >> 32) ^ w ^ second;
    w = a & 0xFFFFFFFF;
    // The Weyl sequence of the key: the golden ratio, and the root of 3 minus 1.
    first += 0x9E3779B9;
    second += 0xBB67AE85;
  }
  const W even = y << 32 | x, odd = w << 32 | z;
  for (int lane = 0; lane < LANES_64; lane++) {
    draws[2 * lane] = even[lane];
    draws[2 * lane + 1] = odd[lane];
  }
}

LEVEL_TARGET static void random_draws(uint64_t seed, uint64_t position, uint64_t *draws,
                                      size_t count) {
  uint64_t some[2 * LANES_64];
  uint64_t block = position / 2;
  size_t skipped = position % 2, done = 0;
  while (done < count) {
    const size_t there = 2 * LANES_64 - skipped, rest = count - done;
    if (skipped == 0 && rest >= 2 * LANES_64) {
      philox(seed, block, draws + done);
      done += 2 * LANES_64;
    } else {
      philox(seed, block, some);
      const size_t size = there < rest ? there : rest;
      memcpy(draws + done, some + skipped, size * sizeof *draws);
      done += size;
      skipped = 0;
    }
    block += LANES_64;
  }
}

/// A polynomial with coefficients from the constant upwards.
#define POLYNOMIAL(result, coefficients, x)                                                        \
  V result = FN(splat)(coefficients[7]);                                                           \
  for (int k = 6; k >= 0; k--) result = result * x + coefficients[k];

// Draws become normal numbers: the middles of 2⁵³ equal intervals, symmetric about one half so that none rounds to 1.
// What lies in a tail is computed one by one.
LEVEL_TARGET static void random_normal(const uint64_t *draws, double *y, size_t count) {
  for (size_t i = 0; i < count; i += LANES) {
    const size_t size = count - i < LANES ? count - i : LANES;
    W draw = {0};
    memcpy(&draw, draws + i, size * sizeof *draws);
    const W interval = draw >> 11;
    const W upper = (W)(interval >= (W){0} + (1ull << 52));
    const W mirrored = (upper & ((1ull << 53) - 1 - interval)) | (~upper & interval);
    // Below 2⁵², so these are the bits of 2⁵² more.
    const V whole = (V)(mirrored | 0x4330000000000000) - 0x1p52;
    const V p = (whole + 0.5) * 0x1p-53;
    const V q = p - 0.5;
    const V r = 0.180625 - q * q;
    POLYNOMIAL(numerator, adj_normal_centre[0], r)
    POLYNOMIAL(denominator, adj_normal_centre[1], r)
    V result = q * (numerator / denominator);
    for (size_t lane = 0; lane < size; lane++) {
      if (q[lane] < -0.425) result[lane] = adj_normal_quantile(p[lane]);
    }
    result = (V)((W)result ^ (upper & (1ull << 63)));
    memcpy(y + i, &result, size * sizeof *y);
  }
}

#undef POLYNOMIAL
#undef LANES_64
