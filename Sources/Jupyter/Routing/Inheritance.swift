#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Which requests to end were meant for the process that had the kernel's addresses before it.
///
/// A front end that restarts a kernel which was killed first asks the dead one to end, and its socket keeps that until
/// somebody listens there again: the new kernel, which must not end by it. Only for a moment the dates in the headers
/// decide, so that clients whose clocks differ lose nothing for long.
package struct Inheritance: Sendable {
  /// Seconds after the start in which dates count.
  static let grace = 5.0

  private let processStart: String?
  private let end: Double

  /// - Parameters:
  ///   - processStart: When the process was made, as ISO 8601 in UTC; nil where that is not known.
  ///   - now: The present moment in monotonic seconds.
  package init(processStart: String?, now: Double) {
    self.processStart = processStart
    end = now + Inheritance.grace
  }

  /// Whether a request of this date came before the process.
  package func covers(date: String, now: Double) -> Bool {
    guard let processStart, now < end else { return false }
    // ISO 8601 in UTC sorts as text; what is written in another way cannot be compared.
    return date.hasSuffix("Z") && processStart.hasSuffix("Z") && date < processStart
  }
}

extension Inheritance {
  /// That of this process.
  static var ofThisProcess: Inheritance {
    Inheritance(processStart: processStartTimestamp(), now: monotonicSeconds())
  }

  /// When this process was made, at most a clock tick too early; nil where the system does not say.
  private static func processStartTimestamp() -> String? {
    #if os(Linux)
    guard let ticks = startTicks() else { return nil }
    var (boot, real) = (timespec(), timespec())
    clock_gettime(CLOCK_BOOTTIME, &boot)
    clock_gettime(CLOCK_REALTIME, &real)
    let age = seconds(boot) - Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    let start = seconds(real) - age
    let whole = start.rounded(.down)
    return timestamp(seconds: Int(whole), microseconds: Int((start - whole) * 1e6))
    #else
    return nil
    #endif
  }

  #if os(Linux)
  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The 22nd field of `/proc/self/stat`, in clock ticks since the system started.
  ///
  /// - Source: proc(5).
  private static func startTicks() -> Int? {
    let descriptor = open("/proc/self/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &bytes, bytes.count)
    // The second field is a name in parentheses, which may hold spaces.
    let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    guard let name = text.lastIndex(of: ")") else { return nil }
    let fields = text[name...].split(separator: " ").dropFirst()
    return fields.count > 19 ? Int(fields[fields.startIndex + 19]) : nil
  }
  #endif
}
