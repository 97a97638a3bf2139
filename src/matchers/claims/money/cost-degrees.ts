import type { CostBasis } from '../../../record/cost.ts'
import type { Subject } from '../../../runs/subject.ts'
import { effectiveSizeOfMean } from '../../../stats/series/effective-size.ts'

/** Degrees of freedom of the fewest independent requests of which a mean has an interval. */
const fewestDegrees = 4

/**
 * Degrees of freedom of Student's t in the interval of a cost, of the run that has fewest: by as many requests as their
 * times and their tokens are worth. Undefined where every cost is of energy, whose interval is that of the meter.
 */
export function costDegrees(
  sides: readonly { readonly subject: Subject; readonly basis: CostBasis | undefined }[],
): (() => number) | undefined {
  const sampled = sides.filter(({ basis }) => basis !== 'energy')
  return sampled.length === 0 ? undefined : () => Math.min(...sampled.map(({ subject }) => degreesOf(subject)))
}

function degreesOf({ measured: { columns, taskUsd } }: Subject): number {
  const { failed, sent, end, inputTokens, outputTokens } = columns
  const rows = [...failed.keys()].filter((row) => failed[row] === 0)
  const series = [
    rows.map((row) => (end[row] ?? 0) - (sent[row] ?? 0)),
    pick(inputTokens, rows),
    pick(outputTokens, rows),
  ]
  const paid = taskUsd?.() ?? new Float64Array()
  const all = [...series.map((values) => Float64Array.from(values)), ...(paid.length === 0 ? [] : [paid])]
  const sizes = all.map((values) => effectiveSizeOfMean(values).effective)
  return Math.max(fewestDegrees, Math.floor(Math.min(...sizes)) - 1)
}

/** Values of a column, 0 where nobody counted one. */
function pick(column: Float64Array, rows: readonly number[]): number[] {
  return rows.map((row) => column[row] ?? 0).map((value) => (Number.isNaN(value) ? 0 : value))
}
