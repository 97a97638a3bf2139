/** Tokens of an answer, and the time from before its first to its last, as llama-server logs them. */
export interface LoggedTime {
  readonly tokens: number
  readonly decodeMs: number
}

const line = /(?<!prompt )eval time\s*=\s*([\d.]+) ms \/\s*(\d+) (?:tokens|runs)/g

/** Times of every answer that a log of llama-server tells, in order. */
export function loggedTimes(log: string): LoggedTime[] {
  return [...log.matchAll(line)].map(([, ms, tokens]) => ({ tokens: Number(tokens), decodeMs: Number(ms) }))
}

/**
 * The times of answers that followed one another, found in a log by their numbers of tokens. Null where they are
 * not in it, one after the other.
 */
export function timesOfAnswers(log: readonly LoggedTime[], answers: readonly number[]): LoggedTime[] | null {
  for (let from = 0; from + answers.length <= log.length; from++) {
    const found = log.slice(from, from + answers.length)
    if (found.every(({ tokens }, index) => tokens === answers[index])) return found
  }
  return null
}
