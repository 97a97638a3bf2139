import { priceOfModel } from '../../../cost/model-price.ts'
import type { Price } from '../../../cost/priced.ts'
import { isLanguageModel } from '../../../requesters/ai-sdk/language-model.ts'

/**
 * The price that a claim was given, or that of the model of the AI SDK that it was given; null for anything else.
 * @throws LlmBenchError `price-unknown` where no list has that model
 */
export function priceOf(asked: unknown): Price | null {
  if (isLanguageModel(asked)) return priceOfModel(asked)
  return typeof (asked as Partial<Price> | null | undefined)?.costOf === 'function' ? (asked as Price) : null
}
