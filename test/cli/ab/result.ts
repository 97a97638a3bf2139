import { abbaOrder } from '../../../src/cli/ab/abba.ts'
import type { AbResult } from '../../../src/cli/ab/ab.ts'
import type { ComparedBench } from '../../../src/cli/ab/compare-launches.ts'
import { judgeLaunches, type SetValues } from '../../../src/cli/ab/judge-launches.ts'

const rule = { by: 0.05, better: 'lower', alpha: 0.05 } as const

/** A bench whose launches had these medians. */
export function benchOf(name: string, sets: readonly SetValues[], doubts: readonly string[] = []): ComparedBench {
  const judged = judgeLaunches(sets, rule)
  const judgement =
    doubts.length === 0 ? judged : ({ ...judged, word: 'inconclusive', verdict: 'inconclusive' } as const)
  return {
    key: `a.bench.ts › t › ${name}`,
    name,
    metric: 'latency',
    sets,
    judgement,
    doubts,
    anchored: null,
    notes: [],
  }
}

const around = (median: number): number[] => [median, median * 1.01, median * 0.99]
const same = { a: around(40), b: around(40) }
const slow = { a: around(40), b: around(60) }
const wild = { a: [40, 50, 30], b: [42, 33, 52] }

/** One bench of each kind. */
export const benches: Readonly<Record<'same' | 'slow' | 'fast' | 'open' | 'once' | 'doubted', ComparedBench>> = {
  same: benchOf('same', [same]),
  slow: benchOf('slow', [slow, slow]),
  fast: benchOf('fast', [{ a: around(40), b: around(20) }]),
  open: benchOf('open', [wild]),
  once: benchOf('once', [slow, same]),
  doubted: benchOf('doubted', [same], ['the run ended early']),
}

/** The result of a comparison of `main` with the working tree; Vitest ended in b with the given code. */
export function resultOf(of: readonly ComparedBench[], onlyA: readonly string[] = [], exitCode = 0): AbResult {
  return {
    kind: 'compared',
    a: { name: 'main', commit: '0123456789abcdef', isWorkingTree: false },
    b: { name: 'working tree', commit: '0123456789abcdef', isWorkingTree: true },
    launches: abbaOrder(3, 0).map((letter) => ({
      letter,
      set: 0,
      runs: [],
      tookMs: 1000,
      exitCode: letter === 'b' ? exitCode : 0,
    })),
    benches: of,
    onlyA,
    onlyB: [],
  }
}

/** Sets of launches whose medians differ log-normally by `spread`; those of b are `ratio` times as long. */
export function drawnSets(
  random: () => number,
  { sets, launches, ratio, spread }: { sets: number; launches: number; ratio: number; spread: number },
): SetValues[] {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const values = (median: number): number[] =>
    Array.from({ length: launches }, () => median * Math.exp(spread * normal()))
  return Array.from({ length: sets }, () => ({ a: values(40), b: values(40 * ratio) }))
}
