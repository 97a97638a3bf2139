import type { Price } from '../../cost/priced.ts'
import { prices } from '../../cost/prices.ts'
import { LlmBenchError } from '../../errors.ts'
import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'

const call = 'llm-bench run --vs'

/**
 * The price that a saving is claimed over.
 * @param text a model, its provider before it: `anthropic:claude-opus-5`; of OpenAI where none is named; null for
 * OpenAI's usual one
 * @throws LlmBenchError `invalid-option` for a text that names none, `price-unknown` for a model that no list has
 */
export function priceOf(text: string | null): Price {
  if (text === null) return prices.openai
  const at = text.indexOf(':')
  const [provider, model] = at < 0 ? ['openai', text] : [text.slice(0, at), text.slice(at + 1)]
  if (!isProvider(provider)) throw noSuchName(call, { name: provider, known: Object.keys(prices), kind: 'provider' })
  if (model.trim() === '') throw notAllowed(call, shown(text), 'a model behind its provider, such as openai:gpt-4o')
  try {
    return prices[provider](model)
  } catch (error) {
    if (!(error instanceof LlmBenchError)) throw error
    throw new LlmBenchError(error.code, `${call}: ${error.message}`, { cause: error })
  }
}

function isProvider(name: string): name is keyof typeof prices {
  return Object.hasOwn(prices, name)
}
