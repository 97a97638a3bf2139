import { formatCount, formatNumber, none } from '../../../src/figures.ts'
import type { IntervalRecord } from '../../../src/record/figure.ts'
import type { ItemRateRecord, ItemsRecord } from '../../../src/record/metric.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { formatRange, intervalName, withInterval } from '../interval.ts'
import { windowMark } from '../output-rate.ts'

/** A rate of texts, documents or their tokens, with the window it is over. */
export interface ItemRate {
  readonly value: number
  readonly interval: IntervalRecord | null
  readonly window: 'steady' | 'whole'
}

/** Work of a run that made vectors or scores; null for one that generated text, and in reports of older releases. */
export function itemsOf(run: Pick<RunRecord, 'items'>): ItemsRecord | null {
  return run.items ?? null
}

/** Whether any of the runs generated text, so that first tokens and output tokens have a place beside them. */
export function someGenerate(runs: readonly Pick<RunRecord, 'items' | 'task'>[]): boolean {
  return runs.length === 0 || runs.some((run) => itemsOf(run) === null && (run.task ?? null) === null)
}

/** Whether any of the runs made vectors or scores. */
export function someMakeItems(runs: readonly Pick<RunRecord, 'items'>[]): boolean {
  return runs.some((run) => itemsOf(run) !== null)
}

/** Word for what a run does so many of: `texts`, `documents`. */
export function itemsWord({ kind }: Pick<ItemsRecord, 'kind'>): string {
  return kind === 'embedding' ? 'texts' : 'documents'
}

/** A rate over the window that its interval is of; null where there is none. */
export function rateOf(rate: ItemRateRecord | null | undefined): ItemRate | null {
  if (rate === null || rate === undefined) return null
  const { steadyPerSecond, perSecond, interval } = rate
  if (steadyPerSecond !== null) return { value: steadyPerSecond, interval, window: 'steady' }
  return perSecond === null ? null : { value: perSecond, interval, window: 'whole' }
}

/** Texts or documents per second; null for a run without. */
export function itemRate(run: Pick<RunRecord, 'items'>): ItemRate | null {
  return rateOf(itemsOf(run)?.items)
}

/** Their input tokens per second; null where nobody counted them. */
export function inputTokenRate(run: Pick<RunRecord, 'items'>): ItemRate | null {
  return rateOf(itemsOf(run)?.inputTokens)
}

/** A rate in a table's cell: `4,019 [4,013, 4,025] steady`. */
export function itemRateCell(rate: ItemRate | null): string {
  if (rate === null) return none
  return `${withInterval(formatNumber(rate.value), formatRange(rate.interval))}${windowMark(rate.window)}`
}

/** The rates in a line of facts: `412 texts/s, 5,020 input tokens/s`; null where there are none. */
export function itemRatesFact(run: Pick<RunRecord, 'items'>): string | null {
  const items = itemsOf(run)
  const rate = itemRate(run)
  if (items === null || rate === null) return null
  const tokens = inputTokenRate(run)
  const ofTokens = tokens === null ? '' : `, ${formatNumber(tokens.value)} input tokens/s`
  return `${formatNumber(rate.value)} ${itemsWord(items)}/s${windowMark(rate.window)}${ofTokens}`
}

/** The rate in a sentence: `412 texts/s (90 % interval [400, 424], n = 200)`. */
export function itemRateSentence(rate: ItemRate, items: ItemsRecord, n: string): string {
  const range = formatRange(rate.interval)
  const between = range === none ? 'no interval' : `${intervalName(rate.interval)} ${range}`
  return `${formatNumber(rate.value)} ${itemsWord(items)}/s${windowMark(rate.window)} (${between}, n = ${n})`
}

/** Number of texts or documents of a request: `32`, `from 3 to 8`. */
export function batchWords({ perRequest: { min, max } }: ItemsRecord): string {
  return min === max ? formatCount(min) : `from ${formatCount(min)} to ${formatCount(max)}`
}
