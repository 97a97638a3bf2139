/** Exit code of a command that could not do its work. */
const unusable = 2
/** Exit code that ends a bisection: 1 and 2 would be taken for a slow revision. */
const stopsBisection = 129
/** Exit code of a command that Ctrl-C or its like ended. */
const ended = 130

/**
 * The exit code of a call that failed.
 * @param given words behind the program's name
 * @param error what was thrown
 */
export function failureCode([name, ...given]: readonly string[], error: unknown): number {
  if (error instanceof Error && 'code' in error && error.code === 'aborted') return ended
  if (name !== 'ab') return unusable
  // One that was misspelt was meant as well.
  const isBisection = ownWords(given).some((word) => /^-{1,2}bis/u.test(word))
  return isBisection ? stopsBisection : unusable
}

/** The words of a call that are this program's own: those behind `--` are for Vitest. */
export function ownWords(given: readonly string[]): readonly string[] {
  const end = given.indexOf('--')
  return end < 0 ? given : given.slice(0, end)
}
