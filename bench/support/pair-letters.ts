import type { LoadedRun } from '../../src/cli/load-runs.ts'

/** Two runs that are compared. */
export interface LetteredPair {
  readonly a: LoadedRun
  readonly b: LoadedRun
}

/** The runs named `a 0`, `b 0`, `a 1`, … by their numbers. */
export function pairLetters(runs: readonly LoadedRun[]): LetteredPair[] {
  const named = new Map(runs.map((run) => [run.record.name, run]))
  return runs.flatMap((a) => {
    const b = named.get(a.record.name.replace(/^a /u, 'b '))
    return b === undefined || b === a ? [] : [{ a, b }]
  })
}
