#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Tensors from and to the bytes of files.
extension Tensor {
  /// A tensor of the elements that begin at a position among bytes, in row-major order.
  ///
  /// Bound: the caller has checked that there are as many bytes as the shape needs.
  public init(
    elementsOf bytes: [UInt8],
    from start: Int,
    as format: ElementFormat,
    isBigEndian: Bool = false,
    shape: Shape
  ) throws(TensorError) {
    let (size, overflows) = shape.count.multipliedReportingOverflow(by: format.size)
    precondition(
      !overflows && start >= 0 && size <= bytes.count - start,
      "as many bytes as the shape needs"
    )
    let result = try Tensor(unfilled: shape, format.dtype)
    bytes.withUnsafeBytes { buffer in
      guard size > 0 else { return }
      result.fill(from: UnsafeRawBufferPointer(rebasing: buffer[start...]), format, isBigEndian)
    }
    self = result
  }

  /// The elements in row-major order, little endian, in the format of the dtype.
  public var elementBytes: [UInt8] {
    // Swift runs on little-endian machines: memory holds what files do.
    withExtendedLifetime(storage) {
      Array(UnsafeRawBufferPointer(start: bytes, count: count * dtype.size))
    }
  }

  private func fill(
    from source: UnsafeRawBufferPointer,
    _ format: ElementFormat,
    _ isBigEndian: Bool
  ) {
    switch format {
    case .float64: read(source, isBigEndian, as: UInt64.self, float64) { Double(bitPattern: $0) }
    case .float32: read(source, isBigEndian, as: UInt32.self, float32) { Float(bitPattern: $0) }
    case .float16: read(source, isBigEndian, as: UInt16.self, float32) { Float(halfBits: $0) }
    case .bfloat16:
      read(source, isBigEndian, as: UInt16.self, float32) { Float(bitPattern: UInt32($0) << 16) }
    case .int64: read(source, isBigEndian, as: Int64.self, float64) { Double($0) }
    case .int32: read(source, isBigEndian, as: Int32.self, float64) { Double($0) }
    case .int16: read(source, isBigEndian, as: Int16.self, float64) { Double($0) }
    case .int8: read(source, isBigEndian, as: Int8.self, float64) { Double($0) }
    case .uint64: read(source, isBigEndian, as: UInt64.self, float64) { Double($0) }
    case .uint32: read(source, isBigEndian, as: UInt32.self, float64) { Double($0) }
    case .uint16: read(source, isBigEndian, as: UInt16.self, float64) { Double($0) }
    case .uint8: read(source, isBigEndian, as: UInt8.self, float64) { Double($0) }
    case .bool: read(source, isBigEndian, as: UInt8.self, bool) { $0 == 0 ? 0 : 1 }
    }
  }

  /// Bound: `count` elements on either side.
  @inline(__always)
  private func read<Stored: FixedWidthInteger, Element>(
    _ source: UnsafeRawBufferPointer,
    _ isBigEndian: Bool,
    as: Stored.Type,
    _ target: UnsafeMutablePointer<Element>,
    _ convert: (Stored) -> Element
  ) {
    for position in 0..<count {
      let stored = source.loadUnaligned(
        fromByteOffset: position * MemoryLayout<Stored>.size,
        as: Stored.self
      )
      target[position] = convert(
        isBigEndian ? Stored(bigEndian: stored) : Stored(littleEndian: stored)
      )
    }
  }
}

extension Float {
  /// The number that IEEE 754 writes in 16 bits: a sign, five bits of exponent, ten of fraction.
  fileprivate init(halfBits bits: UInt16) {
    let (exponent, fraction) = (UInt32(bits >> 10 & 31), UInt32(bits & 1023))
    let magnitude: Float
    switch exponent {
    case 0: magnitude = Float(fraction) * 0x1p-24
    case 31: magnitude = Float(bitPattern: 0x7F80_0000 | fraction << 13)
    default: magnitude = Float(bitPattern: (exponent + 112) << 23 | fraction << 13)
    }
    self = bits >> 15 == 0 ? magnitude : -magnitude
  }
}
