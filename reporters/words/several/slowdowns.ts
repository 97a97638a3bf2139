import type { IntervalRecord } from '../../../src/record/figure.ts'
import { none } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import type { SeveralRecord, SlowdownRecord } from '../../../src/record/several/several.ts'

/** The slowdown of a model beside exactly these others; null where that was not measured. */
export function slowdownBeside(
  { slowdowns }: SeveralRecord,
  model: string,
  beside: readonly string[],
): SlowdownRecord | null {
  const key = beside.toSorted().join('\n')
  return slowdowns.find((one) => one.model === model && one.beside.toSorted().join('\n') === key) ?? null
}

/** A slowdown in a cell: `1.52 [1.40, 1.66]`, with a question mark where it is in doubt, or of too few rounds. */
export function slowdownText(slowdown: SlowdownRecord | null): string {
  if (slowdown === null || slowdown.ratio === null) return none
  const { ratio, interval, doubts } = slowdown
  const range = interval === null || isOpen(interval) ? '' : ` [${times(interval.low)}, ${times(interval.high)}]`
  return `${times(ratio)}${range}${doubts.length > 0 || range === '' ? ' ?' : ''}`
}

/** Whether neither end is bounded: of too few rounds. */
function isOpen({ low, high }: IntervalRecord): boolean {
  return low === null && high === null
}

/** One line on whether what is slowed down was asked for: together they have more threads than cores. */
export function crowdedSentence({ all }: SeveralRecord, cores: number | null): string | null {
  if (all.threads === null || cores === null || all.threads <= cores) return null
  return (
    `Together they have ${all.threads} engine threads on ${cores} cores: the slowdowns are what was asked for, ` +
    'speeds are those of a crowded machine.'
  )
}

/** The models that broke, a sentence for each. */
export function brokenSentences({ missing }: SeveralRecord): string[] {
  return missing.map(({ model, reason }) => `"${plainText(model)}" broke: ${plainText(reason)}`)
}

function times(ratio: number | null): string {
  return ratio === null ? 'unbounded' : ratio.toFixed(2)
}
