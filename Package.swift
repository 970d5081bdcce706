// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

/// Spares the checks that no two accesses to a property overlap: a fifth of the engine's instructions.
///
/// A debug build, which the tests of a developer use, keeps them.
let unchecked: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

/// A library of our own, with our rules switched on.
func library(
  _ name: String,
  _ dependencies: [Target.Dependency] = [],
  resources: [Resource] = [],
  settings: [SwiftSetting] = []
) -> Target {
  .target(
    name: name,
    dependencies: dependencies,
    resources: resources,
    swiftSettings: strict + settings
  )
}

/// The tests of one target, which mirror its sources; what they read from the source folder is excluded.
func tests(
  _ name: String,
  _ dependencies: [Target.Dependency] = [],
  exclude: [String] = [],
  resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name)] + dependencies,
    exclude: exclude,
    resources: resources,
    swiftSettings: strict
  )
}

let package = Package(
  name: "adjoint",
  products: [.executable(name: "adjoint", targets: ["adjoint"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CZeroMQ",
      providers: [.apt(["libzmq3-dev"]), .brew(["zeromq"])]
    ),
    .systemLibrary(
      name: "COpenSSL",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .systemLibrary(
      name: "CZlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .target(
      name: "CDataSets",
      exclude: ["README.md", "digits.npz", "iris.npz"],
      cSettings: [.treatAllWarnings(as: .error)]
    ),
    .target(
      name: "COpenBLAS",
      cSettings: [.treatAllWarnings(as: .error)],
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]
    ),
    .target(
      name: "CVectorMath",
      cSettings: [
        .treatAllWarnings(as: .error),
        .treatWarning("ignored-attributes", as: .error),
      ],
      linkerSettings: [.linkedLibrary("sleef")]
    ),
    library("TensorCore", ["CVectorMath", "COpenBLAS"], settings: unchecked),
    library("Autodiff", ["TensorCore"], settings: unchecked),
    library(
      "Networks",
      ["Autodiff", "TensorCore", "CZlib", "CDataSets"],
      settings: unchecked
    ),
    library("Calculus", ["Autodiff", "TensorCore"], settings: unchecked),
    library("Language"),
    library("Display"),
    library(
      "Interpreter",
      ["Language", "Display", "Networks", "Calculus", "Autodiff", "TensorCore"],
      settings: unchecked
    ),
    library("Jupyter", ["CZeroMQ", "COpenSSL"]),
    library(
      "Kernel",
      ["Interpreter", "Jupyter", "Language", "Display", "TensorCore"],
      // The binary installs its kernelspec from itself, wherever it was copied to.
      resources: ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"].map {
        .embedInCode("../../kernelspec/\($0)")
      }
    ),
    .executableTarget(
      name: "adjoint",
      dependencies: ["Kernel", argumentParser],
      swiftSettings: strict,
      linkerSettings: [
        .unsafeFlags(
          [
            "-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections",
            "-lswiftSynchronization",
            // A megabyte less in memory: packed relocations, and nothing that is never called.
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
            "-Xlinker", "--gc-sections",
          ],
          .when(platforms: [.linux])
        )
      ]
    ),
    tests("TensorCore"),
    tests("Autodiff", ["TensorCore"], exclude: ["Fixtures"]),
    tests("Calculus", ["Autodiff", "TensorCore"]),
    tests("Networks", ["Autodiff", "TensorCore"], exclude: ["Fixtures"]),
    tests("Language"),
    tests("Display", exclude: ["Golden"]),
    tests(
      "Interpreter",
      ["Language", "Display", "Autodiff", "TensorCore"],
      exclude: ["Golden", "Programs"]
    ),
    tests("Jupyter"),
    tests("Kernel", ["Interpreter", "Jupyter"]),
  ]
)
