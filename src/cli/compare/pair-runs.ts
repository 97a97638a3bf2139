import type { LoadedRun } from '../load-runs.ts'

/** Pairs of runs of two files, each the same work measured twice. */
export interface RunPairs {
  readonly pairs: readonly { readonly name: string; readonly a: LoadedRun; readonly b: LoadedRun }[]
  /** Keys of the runs that have no partner. */
  readonly onlyA: readonly string[]
  readonly onlyB: readonly string[]
}

/**
 * Pairs runs by their keys, `project › file › test › name`; two files of one run each, which other tools
 * write, are a pair whatever they are called.
 */
export function pairRuns(a: readonly LoadedRun[], b: readonly LoadedRun[]): RunPairs {
  const others = new Map(b.map((run) => [run.key, run]))
  const pairs = a.flatMap((run) => {
    const other = others.get(run.key)
    return other === undefined ? [] : [{ name: nameOf(run, a), a: run, b: other }]
  })
  const [onlyOne, onlyOther] = [a[0], b[0]]
  if (pairs.length === 0 && a.length === 1 && b.length === 1 && onlyOne !== undefined && onlyOther !== undefined) {
    const [one, other] = [onlyOne.record.name, onlyOther.record.name]
    return {
      pairs: [{ name: one === other ? one : `${one} / ${other}`, a: onlyOne, b: onlyOther }],
      onlyA: [],
      onlyB: [],
    }
  }
  const paired = new Set(pairs.map((pair) => pair.a.key))
  const rest = (runs: readonly LoadedRun[]): string[] => runs.map(({ key }) => key).filter((key) => !paired.has(key))
  return { pairs, onlyA: rest(a), onlyB: rest(b) }
}

/** The run's own name, and its whole key where others of the file share it. */
function nameOf({ key, record }: LoadedRun, all: readonly LoadedRun[]): string {
  return all.filter((run) => run.record.name === record.name).length > 1 ? key : record.name
}
