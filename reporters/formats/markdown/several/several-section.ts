import { areScored, memoryText, qualityText } from '../../../words/several/several.ts'
import { formatBinaryBytes, formatBytes, formatCount, formatNumber, formatUsd, none } from '../../../../src/figures.ts'
import { plainName, plainText } from '../../../../src/plain-text.ts'
import type {
  AloneTogether,
  SeveralModelRecord,
  SeveralRecord,
  SwitchSummary,
} from '../../../../src/record/several/several.ts'
import type { Report } from '../../../../src/record/report.ts'
import type { Chart } from '../../../charts/kit/chart.ts'
import { provenanceLabel } from '../../../words/run-label.ts'
import { brokenSentences, crowdedSentence, slowdownBeside, slowdownText } from '../../../words/several/slowdowns.ts'
import { chartImages } from '../chart-images.ts'
import { escapeCell } from '../escape.ts'
import { section } from '../section.ts'
import { sentenceText } from '../sentence.ts'
import { type Column, table } from '../table.ts'

/** Section of several models that were measured together: one table of all, and what each is slower for the others. */
export function severalSection({ several, environment }: Report, charts: readonly Chart[] = []): string {
  if (several.length === 0) return ''
  return section(
    '## Several models',
    'Models in processes of their own on one machine: medians alone → together, where they were measured alone too. ' +
      'Memory is the peak of each process, and its sum an upper bound of all. While several answer, each bears its ' +
      'even share of the power.',
    ...several.map((one) =>
      severalPart(one, { charts, cores: environment.cpu.usableCores ?? environment.cpu.logicalCores }),
    ),
  )
}

function severalPart(
  several: SeveralRecord,
  { charts, cores }: { readonly charts: readonly Chart[]; readonly cores: number | null },
): string {
  const { id, name, models, slowdowns, switches } = several
  const crowded = crowdedSentence(several, cores)
  return section(
    `### ${escapeCell(plainName(name))}`,
    escapeCell(howWords(several)),
    table(modelColumns(several), models),
    escapeCell(allWords(several)),
    crowded === null ? null : escapeCell(crowded),
    slowdowns.length === 0 ? null : 'Times slower beside others than alone, with 90 % intervals:',
    slowdowns.length === 0 ? null : table(matrixColumns(several), models),
    chartImages(charts.filter(({ sweepId }) => sweepId === id)),
    switches.length === 0 ? null : 'Switches to a model that was not loaded, in milliseconds:',
    switches.length === 0 ? null : table(switchColumns, switches),
    ...brokenSentences(several).map(sentenceText),
  )
}

function howWords({ route, loading, memoryBudget }: SeveralRecord): string {
  const handed = {
    all: 'All answer at the same time',
    'round-robin': 'Requests go to each in turn, one at a time',
    weights: 'Requests go to each by its weight, one at a time',
    one: 'All requests go to one, the others are idle',
  }[route]
  const budget = memoryBudget === null ? '' : `; they may take ${formatBytes(memoryBudget)} of memory together`
  return `${handed}; loaded ${loading === 'parallel' ? 'all at once' : 'one after the other'}${budget}.`
}

function allWords({ all, models }: SeveralRecord): string {
  const rate = all.tokensPerSecond === null ? '' : `, ${formatNumber(all.tokensPerSecond)} tokens/s together`
  return `All ${formatCount(models.length)}: ${formatBinaryBytes(all.peakRssBytes)} of memory${rate}.`
}

function modelColumns({ models }: SeveralRecord): Column<SeveralModelRecord>[] {
  const usesGpu = models.some(({ vramBytes }) => (vramBytes ?? 0) > 0)
  return [
    {
      heading: 'Model',
      cell: ({ model, provenance }) => {
        const label = provenanceLabel(provenance)
        return `${plainText(model)}${label === null ? '' : ` (${label})`}`
      },
    },
    { heading: 'Device', cell: ({ device }) => plainText(device ?? none) },
    { heading: 'Threads', align: 'right', cell: ({ threads }) => formatCount(threads) },
    { heading: 'Load (ms)', align: 'right', cell: ({ loadTimeMs }) => formatNumber(loadTimeMs) },
    { heading: 'Memory', align: 'right', cell: memoryText },
    ...(usesGpu ? [gpuMemory] : []),
    { heading: 'Latency p50 (ms)', align: 'right', cell: ({ latencyMs }) => arrow(latencyMs, formatNumber) },
    { heading: 'Tokens/s', align: 'right', cell: ({ tokensPerSecond }) => arrow(tokensPerSecond, formatNumber) },
    { heading: 'USD per request', align: 'right', cell: ({ usdPerRequest }) => arrow(usdPerRequest, formatUsd) },
    ...(areScored(models) ? [quality] : []),
  ]
}

const quality: Column<SeveralModelRecord> = { heading: 'Quality', align: 'right', cell: qualityText }

const gpuMemory: Column<SeveralModelRecord> = {
  heading: 'GPU memory',
  align: 'right',
  cell: ({ vramBytes }) => formatBinaryBytes(vramBytes),
}

function arrow({ alone, together }: AloneTogether, format: (value: number | null) => string): string {
  return alone === null ? format(together) : `${format(alone)} → ${format(together)}`
}

function matrixColumns(several: SeveralRecord): Column<SeveralModelRecord>[] {
  const names = several.models.map(({ model }) => model)
  const pairs = names.filter((other) =>
    several.slowdowns.some(({ beside }) => beside.length === 1 && beside[0] === other),
  )
  return [
    { heading: 'Model', cell: ({ model }) => plainText(model) },
    ...pairs.map((other): Column<SeveralModelRecord> => ({
      heading: `beside ${plainText(other)}`,
      align: 'right',
      cell: ({ model }) => (model === other ? '' : slowdownText(slowdownBeside(several, model, [other]))),
    })),
    ...(names.length > 2 ? [besideAll(several)] : []),
  ]
}

function besideAll(several: SeveralRecord): Column<SeveralModelRecord> {
  const most = Math.max(...several.slowdowns.map(({ beside }) => beside.length))
  return {
    heading: 'beside all',
    align: 'right',
    cell: ({ model }) =>
      slowdownText(several.slowdowns.find((one) => one.model === model && one.beside.length === most) ?? null),
  }
}

const switchColumns: readonly Column<SwitchSummary>[] = [
  { heading: 'To', cell: ({ model }) => plainText(model) },
  {
    heading: 'Switches',
    align: 'right',
    cell: ({ count, failed }) => `${formatCount(count)}${failed === 0 ? '' : ` (${formatCount(failed)} failed)`}`,
  },
  { heading: 'Evict', align: 'right', cell: ({ evictMs }) => formatNumber(evictMs) },
  { heading: 'Load', align: 'right', cell: ({ loadMs }) => formatNumber(loadMs) },
  { heading: 'First token', align: 'right', cell: ({ firstTokenMs }) => formatNumber(firstTokenMs) },
  { heading: 'p50', align: 'right', cell: ({ p50Ms }) => formatNumber(p50Ms) },
  { heading: 'p95', align: 'right', cell: ({ p95Ms }) => formatNumber(p95Ms) },
]
