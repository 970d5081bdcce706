// Whether no number is NaN or infinite.

// A finite number less itself is 0, any other NaN, and a sum keeps a NaN: no comparison, and no branch inside.
LEVEL_TARGET static int FN(finite)(const R *x, size_t count) {
  enum { sums = 4 };
  V sum[sums] = {{0}};
  size_t i = 0;
  for (; i + sums * LANES <= count; i += sums * LANES) {
    for (int k = 0; k < sums; k++) {
      const V v = FN(load)(x + i + k * LANES);
      sum[k] += v - v;
    }
  }
  for (; i + LANES <= count; i += LANES) {
    const V v = FN(load)(x + i);
    sum[0] += v - v;
  }
  const V all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  R total = 0;
  for (int lane = 0; lane < LANES; lane++) total += all[lane];
  for (; i < count; i++) total += x[i] - x[i];
  return total == 0;
}
