// Sorting keys, and keys with the positions they came from.

#include "include/Sorting.h"

#include <string.h>

// MARK: - Keys

// Negative numbers order backwards, so all their bits turn. A NaN keeps its own, above the infinity.
#define KEYS(R, U, suffix, sign)                                                                   \
  void adj_keys_##suffix(const R *x, U *keys, size_t count, int merges) {                          \
    for (size_t i = 0; i < count; i++) {                                                           \
      const R value = merges ? x[i] + 0 : x[i];                                                    \
      U bits;                                                                                      \
      memcpy(&bits, &value, sizeof bits);                                                          \
      const U key = bits ^ (-(bits >> sign) | (U)1 << sign);                                       \
      keys[i] = value == value ? key : merges ? ~(U)0 : bits | (U)1 << sign;                       \
    }                                                                                              \
  }                                                                                                \
  void adj_unkeyed_##suffix(const U *keys, R *x, size_t count) {                                   \
    for (size_t i = 0; i < count; i++) {                                                           \
      const U bits = keys[i] ^ (((keys[i] >> sign) - 1) | (U)1 << sign);                           \
      memcpy(x + i, &bits, sizeof bits);                                                           \
    }                                                                                              \
  }

KEYS(double, uint64_t, f64, 63)
KEYS(float, uint32_t, f32, 31)

#define PAIRS(R, U, suffix)                                                                        \
  void adj_pairs_##suffix(const R *x, adj_keyed *pairs, size_t count) {                            \
    for (size_t i = 0; i < count; i++) {                                                           \
      U key;                                                                                       \
      adj_keys_##suffix(x + i, &key, 1, 1);                                                        \
      pairs[i] = (adj_keyed){key, i};                                                              \
    }                                                                                              \
  }                                                                                                \
  void adj_settle_zeros_##suffix(const R *x, R *sorted, size_t count) {                            \
    size_t first = 0, end = count;                                                                 \
    while (first < end) {                                                                          \
      const size_t middle = (first + end) / 2;                                                     \
      if (sorted[middle] < 0) first = middle + 1;                                                  \
      else end = middle;                                                                           \
    }                                                                                              \
    /* Nothing to do where no zero has a sign: those would come first. */                          \
    if (first == count || sorted[first] != 0 || 1 / sorted[first] > 0) return;                     \
    for (size_t i = 0; i < count; i++) {                                                           \
      if (x[i] == 0) sorted[first++] = x[i];                                                       \
    }                                                                                              \
  }

PAIRS(double, uint64_t, f64)
PAIRS(float, uint32_t, f32)

// MARK: - By digits

enum { digit_bits = 8, digit_count = 1 << digit_bits };

#define ITSELF(x) (x)
#define KEY_OF(x) ((x).key)

// Byte by byte from the lowest, which keeps the order of equals. A byte that all share moves nothing.
#define BY_DIGITS(T, U, name, KEY)                                                                 \
  static void digits_##name(T *items, T *spare, size_t count) {                                    \
    enum { passes = sizeof(U) };                                                                   \
    size_t starts[passes][digit_count];                                                            \
    memset(starts, 0, sizeof starts);                                                              \
    for (size_t i = 0; i < count; i++) {                                                           \
      U key = KEY(items[i]);                                                                       \
      for (int pass = 0; pass < passes; pass++, key >>= digit_bits) {                              \
        starts[pass][key % digit_count]++;                                                         \
      }                                                                                            \
    }                                                                                              \
    T *from = items, *to = spare;                                                                  \
    for (int pass = 0; pass < passes; pass++) {                                                    \
      size_t *next = starts[pass], total = 0;                                                      \
      const int shift = pass * digit_bits;                                                         \
      if (next[(KEY(from[0]) >> shift) % digit_count] == count) continue;                          \
      for (int value = 0; value < digit_count; value++) {                                          \
        const size_t size = next[value];                                                           \
        next[value] = total;                                                                       \
        total += size;                                                                             \
      }                                                                                            \
      for (size_t i = 0; i < count; i++) {                                                         \
        to[next[(KEY(from[i]) >> shift) % digit_count]++] = from[i];                               \
      }                                                                                            \
      T *other = from;                                                                             \
      from = to;                                                                                   \
      to = other;                                                                                  \
    }                                                                                              \
    if (from != items) memcpy(items, from, count * sizeof(T));                                     \
  }                                                                                                \
                                                                                                   \
  /* Each item goes behind those that are not larger. */                                           \
  static void insert_##name(T *items, size_t count) {                                              \
    for (size_t i = 1; i < count; i++) {                                                           \
      const T item = items[i];                                                                     \
      size_t place = i;                                                                            \
      for (; place > 0 && KEY(items[place - 1]) > KEY(item); place--) {                            \
        items[place] = items[place - 1];                                                           \
      }                                                                                            \
      items[place] = item;                                                                         \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  void adj_merge_##name(const T *left, size_t left_count, const T *right, size_t right_count,      \
                        T *result, size_t start, size_t end) {                                     \
    /* How many of the first `start` come from the left: the only split that is in order. */       \
    size_t low = start > right_count ? start - right_count : 0;                                    \
    size_t high = start < left_count ? start : left_count;                                         \
    while (low < high) {                                                                           \
      const size_t i = (low + high) / 2, j = start - i - 1;                                        \
      if (KEY(left[i]) <= KEY(right[j])) low = i + 1;                                              \
      else high = i;                                                                               \
    }                                                                                              \
    size_t i = low, j = start - low, k = start;                                                    \
    while (k < end && i < left_count && j < right_count) {                                         \
      /* No branch, which random keys would mislead. */                                            \
      const int takes_right = KEY(right[j]) < KEY(left[i]);                                        \
      result[k++] = *(takes_right ? right + j : left + i);                                         \
      j += (size_t)takes_right;                                                                    \
      i += (size_t)!takes_right;                                                                   \
    }                                                                                              \
    while (k < end && i < left_count) result[k++] = left[i++];                                     \
    while (k < end) result[k++] = right[j++];                                                      \
  }

BY_DIGITS(uint64_t, uint64_t, u64, ITSELF)
BY_DIGITS(uint32_t, uint32_t, u32, ITSELF)
BY_DIGITS(adj_keyed, uint64_t, pairs, KEY_OF)

/// Up to this many are inserted one after the other.
enum { few = 48 };

void adj_sort_pairs(adj_keyed *pairs, adj_keyed *spare, size_t count) {
  if (count <= few) insert_pairs(pairs, count);
  else digits_pairs(pairs, spare, count);
}

#define SORT(U, suffix)                                                                            \
  void adj_sort_##suffix(U *keys, U *spare, size_t count) {                                        \
    if (count <= few) insert_##suffix(keys, count);                                                \
    else digits_##suffix(keys, spare, count);                                                      \
  }

SORT(uint64_t, u64)
SORT(uint32_t, u32)
