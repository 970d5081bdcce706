#pragma once

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/// Unpacks raw deflate data (RFC 1951, without a header).
///
/// Bounds: reads `packed_size` bytes, writes at most `size`. Gives the number of bytes written, or -1 where the data
/// are damaged, end early, or do not end after `size` bytes.
static inline ptrdiff_t adj_inflate(const uint8_t *packed, size_t packed_size, uint8_t *bytes, size_t size) {
  z_stream stream = {0};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return -1;
  size_t given = 0, room = 0;
  int status = Z_OK;
  stream.next_in = (Bytef *)packed;
  stream.next_out = bytes;
  while (status == Z_OK) {
    if (stream.avail_in == 0) {
      size_t rest = packed_size - given;
      stream.avail_in = rest < INT_MAX ? (uInt)rest : INT_MAX;
      given += stream.avail_in;
    }
    if (stream.avail_out == 0) {
      size_t rest = size - room;
      stream.avail_out = rest < INT_MAX ? (uInt)rest : INT_MAX;
      room += stream.avail_out;
    }
    status = inflate(&stream, Z_NO_FLUSH);
  }
  ptrdiff_t written = (ptrdiff_t)(room - stream.avail_out);
  inflateEnd(&stream);
  return status == Z_STREAM_END ? written : -1;
}

/// The check sum of ZIP archives and PNG images (CRC-32, IEEE 802.3).
static inline uint32_t adj_crc32(const uint8_t *bytes, size_t size) { return (uint32_t)crc32_z(0, bytes, size); }
