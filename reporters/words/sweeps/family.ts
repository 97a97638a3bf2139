import { formatBinaryBytes, formatBytes, formatCount, formatDuration, formatNumber } from '../../../src/figures.ts'
import { hasRandomExperts, randomExpertsLabel } from '../../../src/models/random-experts.ts'
import { plainText } from '../../../src/plain-text.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { bestOf } from '../../../src/sweeps/matrix/best-of.ts'
import { provenanceLabel } from '../run-label.ts'
import type { ConfigurationRun, ConfigurationSweep } from './configuration-sweep.ts'
import { chosenQuality, type FamilyQuality, familyQuality } from './family-quality.ts'
import { loadTimeOf, logsOf, middleOf } from './middle.ts'

/** The one that is chosen by its time, and those that cannot be told from it. */
interface Choice {
  readonly chosen: ConfigurationRun
  readonly tied: readonly ConfigurationRun[]
}

/**
 * The quantization to take, and why, in one sentence: the quickest of those whose quality cannot be told from the best,
 * as far as quality is known. Null for a sweep that is no family, and where nothing can be ranked.
 */
export function familySentence(sweep: ConfigurationSweep): string | null {
  const { cells, metric } = sweep
  if (sweep.preset !== 'family') return null
  const quality = familyQuality(cells)
  const choice = choose(quality.good, metric)
  if (choice === null) return null
  const { chosen, tied } = choice
  const doubts = doubtsOf([chosen, ...tied], metric)
  const isOpen = tied.length > 0 || doubts.length > 0 || cells.length < 2
  return (
    [
      isOpen ? openWords(sweep, choice, doubts) : `Take ${nameOf(chosen)}${among(sweep, quality)}`,
      figureWords(chosen.run, metric),
      chosenQuality(chosen, cells),
      ...missingWords(sweep),
    ].join('; ') + '.'
  )
}

function choose(cells: readonly ConfigurationRun[], metric: 'tpot' | 'latency'): Choice | null {
  const best = bestOf(cells.map(({ run }) => logsOf(run, metric)))
  if (best === null) return null
  const named = [best.index, ...best.ties].flatMap((index) => cells[index] ?? [])
  // Where the time does not tell, the smaller file is no matter of chance.
  const [chosen] = named.toSorted((one, other) => sizeOf(one) - sizeOf(other))
  return chosen === undefined ? null : { chosen, tied: named.filter((cell) => cell !== chosen) }
}

function sizeOf({ run }: ConfigurationRun): number {
  return run.memory.fileBytes ?? Number.POSITIVE_INFINITY
}

function among({ cells, metric }: ConfigurationSweep, { good, words }: FamilyQuality): string {
  const what = metric === 'tpot' ? 'time per output token' : 'latency'
  if (good.length === cells.length) return `: of ${formatCount(cells.length)} it has the shortest ${what}`
  const word = good.length === 1 ? 'no other has' : `of the ${formatCount(good.length)} that have`
  const rest = good.length === 1 ? '' : ` it has the shortest ${what}`
  return `: ${word} ${words}${rest}`
}

function openWords({ cells }: ConfigurationSweep, { chosen, tied }: Choice, doubts: readonly string[]): string {
  const name = nameOf(chosen)
  if (cells.length < 2) return `Inconclusive: ${name} alone could be measured`
  if (tied.length === 0) return `Inconclusive (${doubts.join(', ')}): ${name} is the quickest as it was measured`
  const others = tied.map(({ name: other }) => plainText(other)).join(' and ')
  const size = Number.isFinite(sizeOf(chosen)) ? `; for its smaller file take ${name}` : ''
  const why = doubts.length === 0 ? '' : ` (${doubts.join(', ')})`
  return `Inconclusive by speed${why}: ${plainText(chosen.name)} and ${others} cannot be told apart${size}`
}

/** Reasons for which times of the named ones settle nothing, whatever they are. */
function doubtsOf(named: readonly ConfigurationRun[], metric: string): string[] {
  const invalid = named.flatMap(({ run }) =>
    run.checks.filter(({ status, protects }) => {
      return status === 'invalid' && (protects.includes(metric) || protects.includes('all'))
    }),
  )
  return [...new Set(invalid.map(({ id }) => `check ${id} is invalid`))]
}

function figureWords(run: RunRecord, metric: 'tpot' | 'latency'): string {
  const joules = run.energy?.joulesPerOutputToken ?? null
  const load = loadTimeOf(run)
  const file = run.memory.fileBytes ?? null
  const label = run.energy?.provenance === 'measured' ? '' : ` (${run.energy?.provenance ?? ''})`
  return [
    `${formatNumber(middleOf(run, metric))} ms${metric === 'tpot' ? ' a token' : ''}${speedUp(run)}`,
    ...(file === null ? [] : [`a file of ${formatBytes(file)}`]),
    ...(run.memory.peakRssBytes === null ? [] : [`a peak of ${formatBinaryBytes(run.memory.peakRssBytes)}`]),
    ...(load === null ? [] : [`loaded in ${formatDuration(load)}`]),
    ...(joules === null ? [] : [`${formatNumber(joules)} J a token${label}`]),
  ].join(', ')
}

/** Times as fast as the first, with the interval: ` (2.1 times as fast as F16 [1.9, 2.3])`. */
function speedUp({ versus }: RunRecord): string {
  if (versus === null || versus === undefined || versus.ratio === null || !(versus.ratio > 0)) return ''
  const ends = [versus.interval?.high, versus.interval?.low].map((end) =>
    end === null || end === undefined || !(end > 0) ? 'unbounded' : formatNumber(1 / end),
  )
  const interval = versus.interval === null ? '' : ` [${ends.join(', ')}]`
  const first = plainText(versus.name.slice(versus.name.lastIndexOf(': ') + 1).trim())
  return ` (${formatNumber(1 / versus.ratio)} times as fast as ${first}${interval})`
}

function missingWords({ cells, missing }: ConfigurationSweep): string[] {
  const names = missing.map(({ name }) => plainText(name)).filter((name) => !cells.some((cell) => cell.name === name))
  return names.length === 0 ? [] : [`not measured: ${names.join(', ')}`]
}

function nameOf({ name, run }: ConfigurationRun): string {
  const labels = [provenanceLabel(run.provenance), hasRandomExperts(run) ? randomExpertsLabel : null]
  const known = labels.filter((label) => label !== null)
  return `${plainText(name)}${known.length === 0 ? '' : ` (${known.join(', ')})`}`
}
