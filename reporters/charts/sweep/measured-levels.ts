import type { Sweep, SweptRun } from '../../words/sweeps/sweeps.ts'

/** The last measurement of each level of a sweep, and how many came before: a search measures open ones again. */
export function lastMeasured({ levels }: Sweep): { readonly last: readonly SweptRun[]; readonly before: number } {
  const last = [...new Map(levels.map((run) => [run.level, run])).values()]
  return { last, before: levels.length - last.length }
}
