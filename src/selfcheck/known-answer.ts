/** The answer that the mock server is programmed to give. */
export interface KnownAnswer {
  /** Milliseconds from the request's last byte to the first token. */
  readonly ttftMs: number
  /** Milliseconds from one token to the next; each is a chunk. */
  readonly interTokenMs: number
  readonly tokens: number
}

/** The answer where nobody says another: 50 ms to the first token, 10 ms between tokens, 100 tokens. */
export const usualAnswer: KnownAnswer = { ttftMs: 50, interTokenMs: 10, tokens: 100 }

/** Milliseconds one answer takes. */
export function answerMs({ ttftMs, interTokenMs, tokens }: KnownAnswer): number {
  return ttftMs + interTokenMs * (tokens - 1)
}
