/// The version of this program, the same one on the command line, in the kernelspec and on the wire.
public let adjointVersion = "0.1.0"
