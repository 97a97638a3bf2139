import type { Price } from '../../../cost/priced.ts'
import type { LanguageModel } from '../../../requesters/ai-sdk/language-model.ts'

/** Figures of an API that somebody else measured, or that a contract says: declared, and labelled so. */
export interface DeclaredApi {
  /** Name in messages and reports: `gpt-4o, our evaluation`. */
  readonly name: string
  /** Day that the figures are of, as `2026-10-01`. */
  readonly date?: string | undefined
  /** Price of its tokens, at which the claimed run's requests are priced. */
  readonly price?: Price | LanguageModel | undefined
  /** US dollars of a request, in place of a price of tokens. */
  readonly usdPerRequest?: number | undefined
  /** Mean scores of its answers, 0 to 1, by the name of the scorer. */
  readonly scores?: Readonly<Record<string, number>> | undefined
}
