import type { SampleColumns } from '../../samples/columns.ts'
import type { LoadPart } from './load-part.ts'

/** Unix times of the first request that a part sent, and of the last answer that it had. */
export function windowOf({ columns, clockZero }: Pick<LoadPart, 'columns' | 'clockZero'>): {
  readonly from: number
  readonly to: number
} {
  return { from: startOf(columns) + clockZero, to: endOf(columns) + clockZero }
}

function startOf({ sent }: SampleColumns): number {
  return sent.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
}

function endOf({ end }: SampleColumns): number {
  return end.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
}
