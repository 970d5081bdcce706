import Testing

import Jupyter

private func check(_ text: String, _ expected: JSONValue) throws {
  let value = try JSONValue(parsing: Array(text.utf8))
  #expect(value == expected)
  #expect(try JSONValue(parsing: value.serialized()) == value)
}

private func checkRefused(_ bytes: [UInt8]) {
  #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
}

private let texts: [(String, JSONValue)] = [
  ("null", JSONValue.null), ("true", true), (" [1, -2, 3.5, 1e2] ", [1, -2, 3.5, 100.0]),
  ("12345678901234567890", 12_345_678_901_234_567_890.0), ("{}", [:]), ("[]", []),
  (#"{"b": {"c": []}, "a": "x"}"#, ["b": ["c": []], "a": "x"]),
  (#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00∇""#, "\"\\/\u{8}\u{C}\n\r\té😀∇"),
  (#""\ud800x""#, "\u{FFFD}x"), (#""\u0000""#, "\u{0}"),
]

@Test(arguments: texts) func textStandsForValue(text: String, value: JSONValue) throws {
  try check(text, value)
}

@Test(arguments: [
  "", "{", "[1,]", "nul", "01", "1.", "-", "\"", "\"\\x\"", "\"\u{1}\"", "1 2", "NaN", "1e999",
  "{\"a\" 1}", "{a: 1}", "\"\\u12",
]) func malformedTextIsRefused(text: String) {
  checkRefused(Array(text.utf8))
}

@Test func invalidUTF8IsRefused() {
  checkRefused([0x22, 0xFF, 0x22])
}

@Test func deepNestingIsRefusedWithoutCrash() {
  let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
  #expect(throws: JSONError.tooDeep(limit: 200)) { try JSONValue(parsing: bytes) }
}

@Test func membersKeepTheirOrder() throws {
  let text = #"{"z":1,"a":{"y":2,"b":3}}"#
  #expect(try JSONValue(parsing: Array(text.utf8)).serialized() == Array(text.utf8))
}

@Test func indentedTextHasAMemberALine() {
  let value: JSONValue = ["cells": [], "n": [1]]
  #expect(
    value.serialized(indentedBy: 1) == """
      {
       "cells": [],
       "n": [
        1
       ]
      }
      """
  )
}

@Test func infinityIsWrittenAsNull() {
  #expect(JSONValue.number(.infinity).serialized() == Array("null".utf8))
}

private struct Sample: Codable, Equatable {
  var text: String
  var count: Int?
  var rest: JSONObject
  var list: [Double]
  var nested: [String: Bool]
}

@Test func typedValuesSurviveTheRoundTrip() throws {
  let sample = Sample(
    text: "a",
    count: nil,
    rest: ["z": 1, "a": [nil]],
    list: [1, 2.5],
    nested: ["k": true]
  )
  let json = try JSONValue(encoding: sample)
  #expect(json["rest"] == ["z": 1, "a": [nil]])
  #expect(try json.decoded(as: Sample.self) == sample)
}

@Test func wrongTypesAreRefused() {
  #expect(throws: DecodingError.self) { try (["text": 5] as JSONValue).decoded(as: Sample.self) }
  #expect(throws: DecodingError.self) { try ([1] as JSONValue).decoded(as: Sample.self) }
}
