import type { RunRecord } from '../../../src/record/run.ts'
import type { SweepRecord } from '../../../src/record/sweep.ts'
import { paretoFront } from '../../../src/sweeps/matrix/best-of.ts'
import { sharedPredictions } from '../intrinsic/near-lowest.ts'
import { mainScores, scoreOf } from '../quality/score-words.ts'
import { loadTimeOf, middleOf } from './middle.ts'

/** A figure of the Pareto front. */
export type FrontFigure =
  | 'time'
  | 'fileSize'
  | 'memory'
  | 'gpuMemory'
  | 'loadTime'
  | 'energy'
  | 'quality'
  | 'perplexity'

/** Words of each figure, in the order in which they are told. */
export const frontWords: Readonly<Record<FrontFigure, string>> = {
  time: 'time',
  fileSize: 'file size',
  memory: 'memory',
  gpuMemory: 'GPU memory',
  loadTime: 'load time',
  energy: 'energy',
  quality: 'quality',
  perplexity: 'perplexity',
}

const order = Object.keys(frontWords) as FrontFigure[]

/** The figures that a front is drawn by, and the indices of the runs on it. */
export interface Front {
  readonly of: readonly FrontFigure[]
  readonly indices: readonly number[]
}

/**
 * The Pareto front of a sweep's runs, by each figure that all of them have. A size that is the same for all says
 * nothing, and load times, which differ by chance, count among quantizations of one model only.
 */
export function frontOfRuns(
  runs: readonly RunRecord[],
  metric: 'tpot' | 'latency',
  preset: SweepRecord['preset'],
): Front {
  const score = sharedScore(runs)
  const foretold = sharedPredictions(runs) !== null
  const figures: Readonly<Record<FrontFigure, (run: RunRecord) => number | null>> = {
    time: (run) => middleOf(run, metric),
    fileSize: ({ memory }) => memory.fileBytes ?? null,
    memory: ({ memory }) => memory.peakRssBytes,
    gpuMemory: ({ memory }) => memory.vramBytes,
    loadTime: loadTimeOf,
    energy: (run) => run.energy?.joulesPerOutputToken ?? null,
    // All others are better where they are lower.
    quality: (run) => (score === null ? null : -(scoreOf(run, score)?.mean ?? Number.NaN)),
    perplexity: ({ intrinsic }) => (foretold ? (intrinsic?.perplexity ?? null) : null),
  }
  const says: Readonly<Partial<Record<FrontFigure, () => boolean>>> = {
    fileSize: () => new Set(runs.map(figures.fileSize)).size > 1,
    gpuMemory: () => runs.some(usesGpuMemory),
    loadTime: () => preset === 'family',
  }
  const of = order.filter((name) => runs.every((run) => figures[name](run) !== null) && (says[name]?.() ?? true))
  const indices = of.length < 2 ? [] : paretoFront(runs.map((run) => of.map((name) => figures[name](run))))
  return { of, indices }
}

/**
 * Name of the first score that all runs have and that is no part of another one; null where there is none, and where
 * the answers of one of them, of random weights or a simulated target, have no quality.
 */
export function sharedScore(runs: readonly RunRecord[]): string | null {
  const [first] = runs
  if (first === undefined || runs.some(({ provenance }) => withoutQuality.has(provenance))) return null
  const names = mainScores(first).map(({ name }) => name)
  return names.find((name) => runs.every((run) => (scoreOf(run, name)?.mean ?? null) !== null)) ?? null
}

const withoutQuality: ReadonlySet<RunRecord['provenance']> = new Set(['synthetic', 'simulated'])

/** Whether anything of a run is in the memory of a GPU. */
export function usesGpuMemory({ memory }: RunRecord): boolean {
  return (memory.vramBytes ?? 0) > 0
}
