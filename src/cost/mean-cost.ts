import type { SampleColumns } from '../samples/columns.ts'
import { type Price, priceParts, type PricedRequest } from './priced.ts'

/** Mean tokens of the answered requests of a run, and what each of them would cost at a price, on average. */
export interface MeanCost extends PricedRequest {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Answers whose input nobody counted: it is in no mean, and in no cost. */
  readonly uncounted: number
  readonly completed: number
  /** Requests whose price is another than that of the shortest one: so many reached a tier. */
  readonly tiered: number
  /** Cost of each request that is paid for, in the order of the columns; empty unless failed ones are paid for too. */
  readonly each: Float64Array
}

type Counts = Pick<
  SampleColumns,
  'failed' | 'inputTokens' | 'outputTokens' | 'cachedTokens' | 'cacheWriteTokens' | 'reasoningTokens'
>

/**
 * Mean cost of the answered requests of a run at a price: each is priced by itself, for a tier is reached by a request
 * and not by the mean of them. Null where none was answered.
 *
 * @param at when the run began
 * @param paysFailed whether requests that failed are paid for too, by those that succeeded: executions of a task
 */
export function meanCost(price: Price, columns: Counts, at: Date, paysFailed = false): MeanCost | null {
  const tiers = price.tiersAbove?.() ?? []
  const asked = new Map<string, PricedRequest>()
  const sum = { usd: 0, parts: [0, 0] as [number, number], input: 0, output: 0, disputed: 0 }
  const each = new Float64Array(paysFailed ? columns.failed.length : 0)
  let first: PricedRequest | null = null
  let [completed, uncounted, tiered] = [0, 0, 0]
  for (const [row, failed] of columns.failed.entries()) {
    if (failed !== 0 && !paysFailed) continue
    const known = (name: Exclude<keyof Counts, 'failed'>): number => {
      const value = columns[name][row]
      return value === undefined || Number.isNaN(value) ? 0 : value
    }
    const input = known('inputTokens')
    const cached = Math.min(input, known('cachedTokens'))
    const usage = {
      inputTokens: input,
      outputTokens: known('outputTokens'),
      cachedTokens: cached,
      cacheWriteTokens: Math.min(input - cached, known('cacheWriteTokens')),
      reasoningTokens: Math.min(known('outputTokens'), known('reasoningTokens')),
      at,
    }
    const key = Object.values(usage).slice(0, -1).join()
    const priced = asked.get(key) ?? price.costOf(usage)
    asked.set(key, priced)
    first ??= priced
    if (failed === 0) completed++
    if (failed === 0 && Number.isNaN(columns.inputTokens[row])) uncounted++
    if (tiers.some((above) => input > above)) tiered++
    if (paysFailed) each[row] = priced.usd
    sum.usd += priced.usd
    sum.disputed += priced.dispute?.usd ?? priced.usd
    for (const [index, part] of priced.parts.slice(0, 2).entries()) sum.parts[index as 0 | 1] += part.value
    sum.input += input
    sum.output += usage.outputTokens
  }
  if (first === null || completed === 0) return null
  const dispute = [...asked.values()].find((priced) => priced.dispute !== undefined)?.dispute
  const { dispute: _own, ...priced } = first
  return {
    ...priced,
    usd: sum.usd / completed,
    parts: priceParts(sum.parts[0] / completed, sum.parts[1] / completed),
    ...(dispute === undefined ? {} : { dispute: { ...dispute, usd: sum.disputed / completed } }),
    inputTokens: sum.input / completed,
    outputTokens: sum.output / completed,
    uncounted,
    completed,
    tiered,
    each,
  }
}
