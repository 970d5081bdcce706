extension Session {
  /// The files and folders that a path goes on to; hidden ones where the point is typed.
  func paths(_ prefix: String) -> [Completion] {
    let folder = String(
      prefix[..<(prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex)]
    )
    let start = String(prefix.dropFirst(folder.count))
    let names = files.names(inFolder: folder).filter { name in
      name.hasPrefix(start) && (start.hasPrefix(".") || !name.hasPrefix("."))
        && !name.contains(where: Self.needsEscape)
    }
    return names.map { Completion(folder + $0, "path") }
  }

  /// Whether a string would need a backslash before it, which a path that is completed leaves to the user.
  private static func needsEscape(_ character: Character) -> Bool {
    character == "\"" || character == "\\" || character == "{" || character.isNewline
  }
}
