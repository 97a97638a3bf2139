import { formatBinaryBytes, formatBytes, formatCount, formatNumber, none } from '../../../src/figures.ts'
import { plainName, plainText } from '../../../src/plain-text.ts'
import type { MissingCellRecord } from '../../../src/record/sweep.ts'
import type { Report } from '../../../src/record/report.ts'
import type { ConfigurationRun, ConfigurationSweep } from '../../words/sweeps/configuration-sweep.ts'
import { bestSentence, configurationSweeps, frontSentence } from '../../words/sweeps/configurations.ts'
import { mainScores, partWords, shortScoreWords } from '../../words/quality/score-words.ts'
import { usesGpuMemory } from '../../words/sweeps/front.ts'
import { loadTimeOf, middleOf } from '../../words/sweeps/middle.ts'
import { depthSentences } from '../../words/sweeps/depth-lines.ts'
import { provenanceLabel } from '../../words/run-label.ts'
import type { Chart } from '../../charts/kit/chart.ts'
import { chartImages } from './chart-images.ts'
import { escapeCell } from './escape.ts'
import { predictionColumns } from './intrinsic/prediction-columns.ts'
import { blocks, section } from './section.ts'
import { engineColumns } from './run-columns.ts'
import { folded } from './folded.ts'
import { sentenceText } from './sentence.ts'
import { type Column, tableOfFirst } from './table.ts'

/** Rows of configurations at most. */
const mostRows = 60

/** Section of the configurations of a model: the best, all beside the first, and those that could not be measured. */
export function configurationsSection(report: Report, charts: readonly Chart[] = []): string {
  const sweeps = configurationSweeps(report.runs)
  if (sweeps.length === 0) return ''
  return section(
    '## Configurations',
    'One workload in several configurations of a model, each a run of its own: medians over the launches, and ' +
      'speed-up over the first one with its 90 % interval. ◆ stands on the Pareto front. "Of best" is the speed as ' +
      'a share of that of the best one, and no more.',
    ...sweeps.map((sweep) => sweepPart(sweep, charts)),
  )
}

function sweepPart(sweep: ConfigurationSweep, charts: readonly Chart[]): string {
  const { name, cells, missing } = sweep
  const [first] = cells
  const label = first === undefined ? null : provenanceLabel(first.run.provenance)
  const sentences = [bestSentence(sweep), frontSentence(sweep), ...depthSentences(sweep)]
  return section(
    `### ${escapeCell(plainName(name))}${label === null ? '' : ` (${label})`}`,
    ...sentences.map((sentence) => (sentence === null ? null : sentenceText(sentence))),
    chartImages(charts.filter(({ sweepId }) => sweepId === sweep.id)),
    tableOfFirst(columnsFor(sweep), cells, mostRows),
    missing.length === 0 ? null : blocks('Not measured:', missingLines(missing).join('\n')),
    folded('More figures of each configuration', tableOfFirst(moreColumns(sweep), cells, mostRows)),
  )
}

function columnsFor({ metric, cells }: ConfigurationSweep): Column<ConfigurationRun>[] {
  const [first] = cells
  return [
    nameColumn,
    {
      heading: '',
      cell: ({ place, onFront }) => [places[place], onFront ? '◆' : ''].filter((mark) => mark !== '').join(' '),
    },
    ...(metric === 'tpot' ? [time('TPOT (ms)', 'tpot')] : []),
    time('TTFT (ms)', 'ttft'),
    time('Latency (ms)', 'latency'),
    { heading: 'Speed-up', align: 'right', cell: ({ run }) => (run === first?.run ? '1' : speedUp(run)) },
    {
      heading: 'Of best',
      align: 'right',
      cell: ({ ofBest }) => (ofBest === null ? none : formatNumber(ofBest, 2)),
    },
    ...(cells.some(({ run }) => run.quality !== null && run.quality !== undefined) ? [quality] : []),
    ...(cells.some(({ run }) => (run.memory.fileBytes ?? null) !== null) ? [file] : []),
    { heading: 'Peak memory', align: 'right', cell: ({ run }) => formatBinaryBytes(run.memory.peakRssBytes) },
  ]
}

const nameColumn: Column<ConfigurationRun> = {
  heading: 'Configuration',
  cell: ({ name, run }) => `${plainText(name)}${run.state === 'partial' ? ' (partial)' : ''}`,
}

/** Columns that are folded. */
function moreColumns({ cells }: ConfigurationSweep): Column<ConfigurationRun>[] {
  return [
    nameColumn,
    ...engineColumns(cells.map(({ run }) => run)).map(({ heading, cell }): Column<ConfigurationRun> => ({
      heading,
      align: 'right',
      cell: ({ run }) => cell(run),
    })),
    ...predictionColumns(cells),
    ...(cells.some(({ run }) => (run.energy?.joulesPerOutputToken ?? null) !== null) ? [energy] : []),
    ...(cells.some(({ run }) => usesGpuMemory(run)) ? [gpuMemory] : []),
    { heading: 'Load (ms)', align: 'right', cell: ({ run }) => formatNumber(loadTimeOf(run)) },
    { heading: 'Launches', align: 'right', cell: ({ run }) => formatCount(run.launches.length) },
  ]
}

const energy: Column<ConfigurationRun> = {
  heading: 'Energy (J/token)',
  align: 'right',
  cell: ({ run }) => {
    const joules = run.energy?.joulesPerOutputToken ?? null
    const label = run.energy?.provenance === 'measured' ? '' : ` (${run.energy?.provenance ?? ''})`
    return joules === null ? none : `${formatNumber(joules)}${label}`
  },
}

const file: Column<ConfigurationRun> = {
  heading: 'File',
  align: 'right',
  cell: ({ run }) => formatBytes(run.memory.fileBytes ?? null),
}

const gpuMemory: Column<ConfigurationRun> = {
  heading: 'GPU memory',
  align: 'right',
  cell: ({ run }) => (run.memory.vramBytes === null ? none : formatBinaryBytes(run.memory.vramBytes)),
}

const quality: Column<ConfigurationRun> = {
  heading: 'Quality',
  align: 'right',
  cell: ({ run }) =>
    mainScores(run)
      .map((score) => `${shortScoreWords(score)}${partWords(run, score.name)}`)
      .join('; ') || none,
}

function time(heading: string, of: 'tpot' | 'ttft' | 'latency'): Column<ConfigurationRun> {
  return { heading, align: 'right', cell: ({ run }) => formatNumber(middleOf(run, of)) }
}

const places: Readonly<Record<ConfigurationRun['place'], string>> = {
  best: 'best',
  tie: '≈ best',
  worse: '',
  unknown: '',
}

/** Times faster than the first one: 1.27 [1.21, 1.33]. */
function speedUp({ versus }: ConfigurationRun['run']): string {
  if (versus === null || versus === undefined || versus.ratio === null || versus.ratio <= 0) return none
  const { interval } = versus
  const range = interval === null ? '' : ` [${times(interval.high)}, ${times(interval.low)}]`
  return `${times(versus.ratio)}${range}`
}

function times(ratio: number | null): string {
  return ratio === null || ratio <= 0 ? 'unbounded' : (1 / ratio).toFixed(2)
}

/** Configurations that were not measured: the first ones, and how many more there are. */
function missingLines(missing: readonly MissingCellRecord[]): string[] {
  const more = missing.length - mostRows
  return [
    ...missing.slice(0, mostRows).map(missingLine),
    ...(more > 0 ? [`- ${formatCount(more)} more are in report.json`] : []),
  ]
}

function missingLine({ name, state, reason }: MissingCellRecord): string {
  return `- ${sentenceText(`${name}: ${state}: ${reason}`)}`
}
