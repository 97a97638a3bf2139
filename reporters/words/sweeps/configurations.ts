import type { RunRecord } from '../../../src/record/run.ts'
import type { SweepRecord } from '../../../src/record/sweep.ts'
import { formatCount, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import { levelOf } from '../../../src/sweeps/axis.ts'
import { bestOf } from '../../../src/sweeps/matrix/best-of.ts'
import { groupBy } from '../group-by.ts'
import { latestAttempts } from '../run-label.ts'
import type { ConfigurationRun, ConfigurationSweep } from './configuration-sweep.ts'
import { familySentence } from './family.ts'
import { chosenQuality, familyQuality } from './family-quality.ts'
import { frontOfRuns, frontWords } from './front.ts'
import { logsOf, middleOf } from './middle.ts'

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
    const preset = first.sweep.preset ?? null
    const front = frontOfRuns(cells, metric, preset)
    const quickest = best === null ? null : middleOf(cells[best.index] as RunRecord, metric)
    // Those that broke know more of them than the first ones that were written.
    const missing = cells.map(({ sweep }) => missingOf(sweep)).toSorted((one, other) => other.length - one.length)[0]
    return [
      {
        id,
        name,
        metric,
        preset,
        frontOf: front.of,
        missing: missing ?? [],
        cells: cells.map((run, index) => ({
          run,
          name: run.name.startsWith(`${name}: `) ? run.name.slice(name.length + 2) : run.name,
          place: placeOf(index, best),
          onFront: front.indices.includes(index),
          ofBest: shareOf(quickest, middleOf(run, metric)),
        })),
      },
    ]
  })
}

/** The answer of a sweep in one sentence, of a family which one to take; null where nothing can be ranked. */
export function bestSentence(sweep: ConfigurationSweep): string | null {
  return familySentence(sweep) ?? quickestSentence(sweep)
}

function quickestSentence({ cells, metric, missing }: ConfigurationSweep): string | null {
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
  const quickest = `Of ${formatCount(of)} configurations ${plainText(best.name)} has the shortest ${what}${figure}`
  return `${quickest}; ${beside}${qualityWords(best, { cells, metric })}.`
}

/** The quality of the quickest, and which one to take where others are better; empty where quality is not known. */
function qualityWords(best: ConfigurationRun, { cells, metric }: Pick<ConfigurationSweep, 'cells' | 'metric'>): string {
  const { good, words } = familyQuality(cells)
  if (words === '') return ''
  const own = `; ${chosenQuality(best, cells)}`
  if (good.includes(best)) return `${own}: ${words}`
  const chosen = good[bestOf(good.map(({ run }) => logsOf(run, metric)))?.index ?? 0]
  if (chosen === undefined) return own
  return `${own}. Of those with ${words} ${plainText(chosen.name)} is the quickest; ${chosenQuality(chosen, cells)}`
}

/** The Pareto front of a sweep in one sentence; null where there is none to tell. */
export function frontSentence({ cells, frontOf }: ConfigurationSweep): string | null {
  const front = cells.filter(({ onFront }) => onFront).map(({ name }) => plainText(name))
  if (front.length === 0 || cells.length < 2) return null
  const words = frontOf.map((figure) => frontWords[figure])
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

function tells(run: RunRecord, metric: ConfigurationSweep['metric']): boolean {
  return logsOf(run, metric) !== null
}
