/**
 * Calls Vitest with room for the whole stack: it takes the place of an annotation from the first
 * frame in the test's file, and between that line and ours lie more frames than V8 keeps by default.
 */
export function withDeepStack<Result>(call: () => Result): Result {
  return withStackOf(60, call)
}

/** Calls Vitest without a stack: an annotation then has no place. */
export function withoutStack<Result>(call: () => Result): Result {
  return withStackOf(0, call)
}

function withStackOf<Result>(frames: number, call: () => Result): Result {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = frames
  try {
    return call()
  } finally {
    Error.stackTraceLimit = limit
  }
}
