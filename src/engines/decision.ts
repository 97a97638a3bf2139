/** A question that is answered by one choice of a few. */
export type DecisionQuestion =
  | { readonly kind: 'yes-no'; readonly instruction: string; readonly yes: string; readonly no: string }
  /** Levels from the worst to the best. */
  | { readonly kind: 'levels'; readonly instruction: string; readonly levels: readonly string[] }

/** A document, and what is asked about it. */
export interface DecisionRequest {
  readonly document: string
  readonly question: DecisionQuestion
  /** Milliseconds after which nobody waits for it any more. */
  readonly timeoutMs: number
}

/** The answer as the probabilities of what could be chosen: no text is generated, and none read. */
export interface Decision {
  /** Of no and yes, or of the levels, in their order; they sum to 1. */
  readonly probabilities: readonly number[]
}
