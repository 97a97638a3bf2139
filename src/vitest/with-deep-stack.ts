/**
 * Calls Vitest with room for the whole stack: it takes the place of an annotation from the first
 * frame in the test's file, and between that line and ours lie more frames than V8 keeps by default.
 */
export function withDeepStack<Result>(call: () => Result): Result {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 60
  try {
    return call()
  } finally {
    Error.stackTraceLimit = limit
  }
}
