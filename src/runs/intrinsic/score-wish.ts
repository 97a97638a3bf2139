import type { IntrinsicRecord } from '../../record/intrinsic/intrinsic.ts'

/** How a text is scored. */
export interface ScoreWish {
  /**
   * `full` scores every token once, each with half a window before it as far as there is so much; `llama.cpp` does as
   * llama-perplexity does: whole windows one after the other, of which the second half is scored. Default `full`.
   */
  readonly protocol?: IntrinsicRecord['protocol'] | undefined
  /** Tokens of a window. Default 512, or what the model was trained for where that is less. */
  readonly contextSize?: number | undefined
  /** Windows that are scored at the most, from the beginning of the text. Default: all. */
  readonly windows?: number | undefined
  /**
   * Without flash attention, with keys and values in 32 bits: what is measured is the weights alone. `false` takes both
   * as the model was loaded. Default `true`.
   */
  readonly exact?: boolean | undefined
}

/** Tokens of a window, where nothing is said and the model holds so many. */
export const usualContextSize = 512
