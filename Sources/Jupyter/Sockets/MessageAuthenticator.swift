import COpenSSL

/// Signs messages with HMAC under the key of the connection file.
///
/// Owns an `EVP_MAC_CTX`; used by one thread. The key is given anew for each message, which costs two
/// compressions and holds for every OpenSSL 3 (a duplicated, finished context gives wrong digests); the digest
/// is looked up once.
package final class MessageAuthenticator {
  private let context: OpaquePointer
  private let key: [UInt8]

  /// - Parameters:
  ///   - scheme: `hmac-` and a digest that OpenSSL has, with Python's or OpenSSL's spelling: `hmac-sha3_256`.
  ///   - key: Not empty.
  /// - Throws: `unknownScheme` where OpenSSL cannot compute it.
  package init(scheme: String, key: [UInt8]) throws(AuthenticationError) {
    guard scheme.hasPrefix("hmac-") else { throw .unknownScheme(scheme) }
    let name = String(scheme.dropFirst(5).map { $0 == "_" ? "-" : $0 })
    guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil) else { throw .unavailable }
    defer { EVP_MAC_free(algorithm) }
    guard let context = EVP_MAC_CTX_new(algorithm) else { throw .unavailable }
    self.context = context
    self.key = key
    // OpenSSL calls the full-length BLAKE2 digests by their length.
    let aliases = ["blake2b": "BLAKE2B512", "blake2s": "BLAKE2S256"]
    guard !key.isEmpty, choose(digest: aliases[name.lowercased()] ?? name) else {
      throw .unknownScheme(scheme)
    }
  }

  deinit { EVP_MAC_CTX_free(context) }

  /// The signature of a message's four parts, as lower-case hexadecimal digits.
  package func signature(of parts: [[UInt8]]) throws(AuthenticationError) -> [UInt8] {
    guard start() else { throw .unavailable }
    for part in parts {
      guard EVP_MAC_update(context, part, part.count) == 1 else { throw .unavailable }
    }
    var digest = [UInt8](repeating: 0, count: 64)  // EVP_MAX_MD_SIZE
    var length = 0
    guard EVP_MAC_final(context, &digest, &length, digest.count) == 1 else {
      throw .unavailable
    }
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * length)
    for byte in digest[..<length] {
      digits.append(hexadecimalDigit(byte >> 4))
      digits.append(hexadecimalDigit(byte & 15))
    }
    return digits
  }

  /// Begins a message.
  private func start() -> Bool { EVP_MAC_init(context, key, key.count, nil) == 1 }

  private func choose(digest: String) -> Bool {
    var digest = Array(digest.utf8CString)
    return digest.withUnsafeMutableBufferPointer { name in
      // A parameter keeps the address of its key, so both texts have to live as long as it does.
      OSSL_MAC_PARAM_DIGEST.withCString { digestKey in
        let parameters = [
          OSSL_PARAM_construct_utf8_string(digestKey, name.baseAddress, 0),
          OSSL_PARAM_construct_end(),
        ]
        return EVP_MAC_init(context, key, key.count, parameters) == 1
      }
    }
  }
}

/// Why no message can be signed.
package enum AuthenticationError: Error, Equatable, Sendable {
  case unknownScheme(String)
  case unavailable
}
