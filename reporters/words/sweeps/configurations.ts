import type { RunRecord } from '../../../src/record/run.ts'
import type { MetricName } from '../../../src/record/metric.ts'
import type { MissingCellRecord, SweepRecord } from '../../../src/record/sweep.ts'
import { formatCount, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import { levelOf } from '../../../src/sweeps/axis.ts'
import { bestOf, paretoFront } from '../../../src/sweeps/matrix/best-of.ts'
import { groupBy } from '../group-by.ts'
import { latestAttempts } from '../run-label.ts'

/** A run in a sweep of configurations. */
export interface ConfigurationRun {
  readonly run: RunRecord
  /** Values of what varies: its name without that of the sweep. */
  readonly name: string
  /** Whether it is the best by the sweep's metric, cannot be told from it, or is worse. */
  readonly place: 'best' | 'tie' | 'worse' | 'unknown'
  /** Whether none beats it in everything of the front. */
  readonly onFront: boolean
  /** Its speed as a share of that of the best; null where either is not known. */
  readonly ofBest: number | null
}

/** One workload in several configurations. */
export interface ConfigurationSweep {
  readonly id: string
  readonly name: string
  readonly metric: Extract<MetricName, 'tpot' | 'latency'>
  readonly cells: readonly ConfigurationRun[]
  /** Figures that all of them have, by which the Pareto front is drawn. */
  readonly frontOf: readonly FrontFigure[]
  readonly missing: readonly MissingCellRecord[]
}

/** A figure of the Pareto front. */
export type FrontFigure = 'time' | 'memory' | 'gpuMemory' | 'energy'

type SweptRun = RunRecord & { readonly sweep: SweepRecord }

/** The sweeps of configurations among the runs; runs that a retry replaced are left out. */
export function configurationSweeps(runs: readonly RunRecord[]): ConfigurationSweep[] {
  const swept = latestAttempts(runs).filter(
    (run): run is SweptRun => run.sweep !== null && levelOf(run.sweep.axes) === null,
  )
  return groupBy(swept, ({ sweep }) => sweep.id).flatMap((cells): ConfigurationSweep[] => {
    const [first] = cells
    if (first === undefined) return []
    const { id, name } = first.sweep
    const metric = cells.some((run) => tells(run, 'tpot')) ? 'tpot' : 'latency'
    const best = bestOf(cells.map((run) => logsOf(run, metric)))
    const figures: Readonly<Record<FrontFigure, (run: RunRecord) => number | null>> = {
      time: (run) => middleOf(run, metric),
      memory: (run) => run.memory.peakRssBytes,
      gpuMemory: (run) => run.memory.vramBytes,
      energy: (run) => run.energy?.joulesPerOutputToken ?? null,
    }
    const frontOf = (['time', 'memory', 'gpuMemory', 'energy'] as const).filter(
      (figure) =>
        cells.every((run) => figures[figure](run) !== null) && (figure !== 'gpuMemory' || cells.some(usesGpuMemory)),
    )
    const front =
      frontOf.length < 2 ? [] : paretoFront(cells.map((run) => frontOf.map((figure) => figures[figure](run))))
    const quickest = best === null ? null : figures.time(cells[best.index] as RunRecord)
    // Those that broke know more of them than the first ones that were written.
    const missing = cells.map(({ sweep }) => missingOf(sweep)).toSorted((one, other) => other.length - one.length)[0]
    return [
      {
        id,
        name,
        metric,
        frontOf,
        missing: missing ?? [],
        cells: cells.map((run, index) => ({
          run,
          name: run.name.startsWith(`${name}: `) ? run.name.slice(name.length + 2) : run.name,
          place: placeOf(index, best),
          onFront: front.includes(index),
          ofBest: shareOf(quickest, figures.time(run)),
        })),
      },
    ]
  })
}

/** The median that a configuration is ranked by, over its launches: the geometric mean of theirs; null without. */
export function middleOf(run: RunRecord, metric: MetricName): number | null {
  const logs = logsOf(run, metric)
  return logs === null ? null : Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
}

/** The answer of a sweep in one sentence; null where nothing can be ranked. */
export function bestSentence({ cells, metric, missing }: ConfigurationSweep): string | null {
  const best = cells.find(({ place }) => place === 'best')
  if (best === undefined) return null
  // One that was cut short is among both.
  const of = new Set([...cells, ...missing].map(({ name }) => name)).size
  const value = middleOf(best.run, metric)
  const figure = value === null ? '' : ` (${formatNumber(value)} ms, median over launches)`
  const what = metric === 'tpot' ? 'time per output token' : 'latency'
  const ties = cells.filter(({ place }) => place === 'tie').map(({ name }) => plainText(name))
  const beside =
    ties.length === 0
      ? cells.length > 1
        ? 'every other one is slower'
        : 'it was measured alone'
      : `not told apart from it: ${ties.join('; ')}`
  return `Of ${formatCount(of)} configurations ${plainText(best.name)} has the shortest ${what}${figure}; ${beside}.`
}

/** Whether anything of a run is in the memory of a GPU. */
export function usesGpuMemory({ memory }: RunRecord): boolean {
  return (memory.vramBytes ?? 0) > 0
}

const figureWords: Readonly<Record<FrontFigure, string>> = {
  time: 'time',
  memory: 'memory',
  gpuMemory: 'GPU memory',
  energy: 'energy',
}

/** The Pareto front of a sweep in one sentence; null where there is none to tell. */
export function frontSentence({ cells, frontOf }: ConfigurationSweep): string | null {
  const front = cells.filter(({ onFront }) => onFront).map(({ name }) => plainText(name))
  if (front.length === 0 || cells.length < 2) return null
  const words = frontOf.map((figure) => figureWords[figure])
  const all = `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
  return `Pareto front of ${all}, which no other beats in all of them: ${front.join('; ')}.`
}

/** The answers of the sweeps of configurations, a sentence each, with the name of each sweep before it. */
export function configurationLines(runs: readonly RunRecord[]): string[] {
  return configurationSweeps(runs).flatMap((sweep) => {
    const sentence = bestSentence(sweep)
    return sentence === null ? [] : [`${plainText(sweep.name)}: ${sentence}`]
  })
}

function missingOf({ missing }: { missing?: SweepRecord['missing'] }): SweepRecord['missing'] {
  // A report of an earlier version names none.
  return missing ?? []
}

function shareOf(best: number | null, own: number | null): number | null {
  return best === null || own === null || own <= 0 ? null : best / own
}

function placeOf(index: number, best: ReturnType<typeof bestOf>): ConfigurationRun['place'] {
  if (best === null) return 'unknown'
  if (best.index === index) return 'best'
  return best.ties.includes(index) ? 'tie' : 'worse'
}

function tells(run: RunRecord, metric: MetricName): boolean {
  return logsOf(run, metric) !== null
}

/** Logarithms of one median a launch; null where the run has none. */
export function logsOf({ launches, metrics }: RunRecord, metric: MetricName): Float64Array | null {
  const several = launches.flatMap(({ figures }) => figures[metric]?.p50 ?? [])
  const whole = metrics[metric]?.p50 ?? null
  const medians = several.length > 0 ? several : whole === null ? [] : [whole]
  const known = medians.filter((median) => median > 0)
  return known.length === 0 ? null : Float64Array.from(known, Math.log)
}
