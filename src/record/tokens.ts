/**
 * Source of the token counts of a request, best first. `chunks`: nobody counted them, and each event of the answer
 * stands for one, which is an estimate; `estimated`: from characters, or by a target that computes nothing.
 * `tokenizer`: whoever asked counted them again in the text, with a tokenizer that need not be the model's: only other
 * tools do that, and it is an estimate too.
 */
export type TokenSource = 'usage' | 'engine' | 'tokenizer' | 'chunks' | 'estimated'

/**
 * Who told how many input tokens came from a cache: each answer its own, or the server's counters, before and after,
 * those of all requests together, where its count of requests is that of the run.
 */
export type CachedSource = 'answers' | 'server'

/** Who told how many drafted tokens were accepted: `counted` here against the answer, or as the server reports. */
export type SpeculationSource = 'counted' | 'server'

/** Drafted and accepted tokens of each prompt; where there are many, of a few neighbouring ones together. */
export interface PromptDraftsRecord {
  /** Prompts for whose answers tokens were drafted. */
  count: number
  drafted: number[]
  accepted: number[]
}

/** Tokens that were drafted, and those of them that the answers have. */
export interface SpeculationRecord {
  drafted: number
  accepted: number
  /** Accepted of drafted; null where none was drafted. */
  share: number | null
  /** 95 % interval of `share`, by the spread between prompts; null below five of them. */
  interval: [number, number] | null
  source: SpeculationSource
  /** Absent where only the sums over all requests are known, and in reports of earlier versions. */
  prompts?: PromptDraftsRecord
}

/** Tokens of the answered requests of a run, summed; null where nobody counted them. */
export interface TokensRecord {
  input: number | null
  output: number | null
  /** Input tokens that did not have to be evaluated. */
  cached: number | null
  /** Who told `cached`; null where nobody did, and in reports of earlier versions left out. */
  cachedSource: CachedSource | null
  /** Output tokens that were thought, streamed or not; `output` holds them too. */
  reasoning: number | null
  /** Drafted and accepted tokens; absent where nothing was drafted, or nobody told. */
  speculation?: SpeculationRecord
  /**
   * Worst source among the answers: with `chunks` and `tokenizer` what is counted or divided in tokens is an estimate.
   */
  source: TokenSource
}

/** Tokens of a run in which nobody counted them. */
export const unknownTokens: TokensRecord = {
  input: null,
  output: null,
  cached: null,
  cachedSource: null,
  reasoning: null,
  source: 'estimated',
}
