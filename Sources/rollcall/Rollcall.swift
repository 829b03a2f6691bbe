import ArgumentParser
import AsyncHTTPClient
import Hummingbird

@main struct Rollcall: AsyncParsableCommand {}
