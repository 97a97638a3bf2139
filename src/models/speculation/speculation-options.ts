/** A smaller model that drafts the tokens of another one. */
export interface DraftOptions {
  /** Spec of the drafting model: a path, `hf:` or a name of the registry. It needs the vocabulary of the other one. */
  model: string
  /** Most tokens drafted at once. Default 1: node-llama-cpp 3.22 takes no more of a draft, however many are right. */
  maxTokens?: number | undefined
  /** Fewest tokens of a draft that is tried; a shorter one is dropped. Default 0. */
  minTokens?: number | undefined
  /** Probability, 0 to 1, that a token must have in the drafting model to be drafted. Default 0.6. */
  minConfidence?: number | undefined
}

/** Tokens that are looked up in the prompt: those that followed there on the last ones of the answer. */
export interface PromptLookupOptions {
  /** Most tokens looked up at once. Default 1: node-llama-cpp 3.22 takes no more, however many are right. */
  maxTokens?: number | undefined
  /** Fewest tokens of the answer that must stand in the prompt before a lookup is tried. Default 1. */
  minPattern?: number | undefined
}

/** How a draft is made, in a word for a record; null where none is. */
export function draftName(draft: string | DraftOptions | undefined): string | null {
  if (draft === undefined) return null
  const {
    model,
    maxTokens = 1,
    minTokens = 0,
    minConfidence = 0.6,
  } = typeof draft === 'string' ? { model: draft } : draft
  return `${model} (${minTokens} to ${maxTokens} tokens, from a probability of ${minConfidence})`
}

/** How tokens are looked up, in a word for a record; null where none are. */
export function promptLookupName(lookup: boolean | PromptLookupOptions | undefined): string | null {
  if (lookup === undefined || lookup === false) return null
  const { maxTokens = 1, minPattern = 1 } = lookup === true ? {} : lookup
  return `up to ${maxTokens} tokens after ${minPattern} or more`
}
