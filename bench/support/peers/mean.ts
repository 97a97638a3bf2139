import { momentsOf } from '../../../src/stats/moments.ts'

/** Mean of a list; NaN of an empty one. */
export function meanOf(values: readonly number[]): number {
  return momentsOf(Float64Array.from(values)).mean
}
