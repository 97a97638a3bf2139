import { type NamedModel, priceOfModel } from '../../cost/model-price.ts'
import type { Price } from '../../cost/priced.ts'
import { LlmBenchError } from '../../errors.ts'
import type { AnswerUsage } from '../../http/answer/usage.ts'
import type { TaskDetails, TokenCounts } from '../../samples/sample.ts'
import type { Ledger, LedgerCall } from './ledger.ts'

/** Tokens of every kind that may have a price of its own: none is negative, so that no sum of them hides one. */
const everyKind = { cachedTokens: 1, cacheWriteTokens: 1, outputTokens: 2, reasoningTokens: 1 }

/** Whether the option `price` says that no call costs anything, whatever its model is. */
export function costsNothing(own: Price | Readonly<Record<string, Price>> | null): boolean {
  if (own === null || !isPrice(own)) return false
  const sizes = [0, ...(own.tiersAbove?.() ?? [])]
  return sizes.every((above) => own.costOf({ ...everyKind, inputTokens: above + 3 }).usd === 0)
}

/** Price of a call by its model; null where nobody said one. */
export type PriceOf = (model: LedgerCall['model']) => Price | null

/** Longest name of a model that is kept, in characters. */
const longestName = 200
const unnamed = 'a model without a name'

/**
 * Prices of the calls of a task: of the option `price`, one for all or by name, else the public price of a model of the
 * AI SDK.
 */
export function callPrices(own: Price | Readonly<Record<string, Price>> | null): PriceOf {
  const known = new Map<string, Price | null>()
  return (model) => {
    if (own !== null && isPrice(own)) return own
    const declared = own === null ? undefined : ownPrice(own, nameOf(model))
    if (declared !== undefined) return declared
    if (typeof model !== 'object' || model === null) return null
    const key = `${model.provider}\n${model.modelId}`
    const found = known.get(key)
    if (found !== undefined) return found
    const listed = publicPrice(model)
    known.set(key, listed)
    return listed
  }
}

function isPrice(own: Price | Readonly<Record<string, Price>>): own is Price {
  return typeof own.costOf === 'function'
}

function ownPrice(own: Readonly<Record<string, Price>>, name: string): Price | undefined {
  return Object.hasOwn(own, name) ? own[name] : undefined
}

function publicPrice(model: NamedModel): Price | null {
  try {
    return priceOfModel(model)
  } catch (error) {
    if (error instanceof LlmBenchError && error.code === 'price-unknown') return null
    throw error
  }
}

function nameOf(model: LedgerCall['model']): string {
  const name = typeof model === 'string' ? model : (model?.modelId ?? unnamed)
  return name.slice(0, longestName)
}

/**
 * Tokens of all calls of an execution. None where no call was reported; of calls without a count the output is unknown,
 * and with it that of the whole.
 */
export function tokensOf({ calls }: Ledger): TokenCounts {
  const told = calls.filter(({ usage }) => usage !== 'none')
  const usages = told.map(({ usage }) => usage as AnswerUsage | null)
  const sum = (field: 'input' | 'output' | 'cached' | 'reasoning'): number =>
    usages.reduce((total, usage) => total + (usage?.[field] ?? 0), 0)
  const knows = (field: 'input' | 'output'): boolean => usages.every((usage) => (usage?.[field] ?? null) !== null)
  const some = (field: 'cached' | 'reasoning'): number | null =>
    usages.some((usage) => (usage?.[field] ?? null) !== null) ? sum(field) : null
  const nonsense = usages.find((usage) => (usage?.nonsense ?? null) !== null)?.nonsense
  return {
    input: told.length > 0 && knows('input') ? sum('input') : null,
    output: sum('output'),
    cached: some('cached'),
    reasoning: some('reasoning'),
    // That none was generated is known of a task that called no model.
    source: knows('output') ? 'usage' : 'chunks',
    ...(nonsense === undefined || nonsense === null ? {} : { nonsense }),
  }
}

/** Steps, calls and dollars of an execution, as it told of them. */
export function detailsOf(ledger: Ledger, priceOf: PriceOf, at: Date): TaskDetails {
  const models = new Set<string>()
  const unpriced = new Set<string>()
  let usd = 0
  for (const { model, usage } of ledger.calls) {
    const name = nameOf(model)
    models.add(name)
    if (usage === 'none') continue
    const price = priceOf(model)
    if (price === null) unpriced.add(`the price of calls of ${name}`)
    else if (usage === null || usage.input === null || usage.output === null)
      unpriced.add(`the tokens of calls of ${name}`)
    else {
      const { input, output, cached, written = 0, reasoning } = usage
      const counts = { inputTokens: input, outputTokens: output, cachedTokens: cached ?? 0 }
      usd += price.costOf({ ...counts, cacheWriteTokens: written, reasoningTokens: reasoning ?? 0, at }).usd
    }
  }
  const { steps, calls } = ledger
  return { steps, calls: calls.length, usd, models: [...models].toSorted(), unpriced: [...unpriced].toSorted() }
}
