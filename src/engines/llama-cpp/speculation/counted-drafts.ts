import type { LlamaContextSequence, Token, TokenPredictor } from 'node-llama-cpp'

/** Tokens drafted for one answer, and those of them that it has. */
export interface DraftCount {
  readonly drafted: number
  readonly accepted: number
}

/** Drafts that are counted by comparing them with the answer: the engine's own counters add up what it evaluates. */
export interface CountedDrafts {
  readonly predictor: TokenPredictor
  /** Starts on an answer to these tokens. */
  begin(input: readonly Token[]): void
  /** @param answer all decoded tokens, an end token included; what was drafted beyond them is not counted */
  count(answer: readonly Token[]): DraftCount
}

const drafts = new WeakMap<LlamaContextSequence, CountedDrafts>()

/** Remembers the drafts of a sequence. */
export function draftInto(sequence: LlamaContextSequence, counted: CountedDrafts): LlamaContextSequence {
  drafts.set(sequence, counted)
  return sequence
}

/** Drafts of a sequence; null where none are made for it. */
export function draftsOf(sequence: LlamaContextSequence): CountedDrafts | null {
  return drafts.get(sequence) ?? null
}

/** A predictor whose drafts are kept until they can be compared. */
export function countedDrafts(inner: TokenPredictor): CountedDrafts {
  let made: { at: number; tokens: readonly Token[] }[] = []
  let decoded = 0
  const predictor = {
    reset: (state: Parameters<TokenPredictor['reset']>[0]) => inner.reset(state),
    pushTokens: (tokens: Token[]) => {
      decoded += tokens.length
      inner.pushTokens(tokens)
    },
    predictTokens: async () => {
      // The predictor may go on to change its own list.
      const tokens = [...(await inner.predictTokens())]
      made.push({ at: decoded, tokens })
      return tokens
    },
    stop: (untilPredictionsExhausted?: boolean) => inner.stop(untilPredictionsExhausted),
    updateInputTokens: (tokens: Token[]) => inner.updateInputTokens(tokens),
    dispose: () => inner.dispose(),
    [Symbol.dispose]: () => inner.dispose(),
  }
  return {
    predictor,
    begin(input) {
      made = []
      decoded = 0
      inner.updateInputTokens([...input])
    },
    count: (answer) => countDrafts(made, answer),
  }
}

/**
 * Compares drafts, each by the place that it was made for, with the answer. A draft whose tokens were right so far ends
 * where the next one begins, so that no place of the answer counts twice: the engine may drop the rest of one unread.
 */
export function countDrafts(
  made: readonly { readonly at: number; readonly tokens: readonly Token[] }[],
  answer: readonly Token[],
): DraftCount {
  let [drafted, accepted] = [0, 0]
  for (const [index, { at, tokens }] of made.entries()) {
    const reached = tokens.slice(0, Math.max(0, answer.length - at))
    const wrong = reached.findIndex((token, place) => token !== answer[at + place])
    const right = wrong < 0 ? reached.length : wrong
    const used = Math.max(0, Math.min(right, (made[index + 1]?.at ?? answer.length) - at))
    drafted += used < right ? used : reached.length
    accepted += used
  }
  return { drafted, accepted }
}
