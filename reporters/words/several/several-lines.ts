import { areScored, memoryText, qualityText } from './several.ts'
import { formatBinaryBytes, formatNumber, formatUsd } from '../../../src/figures.ts'
import { plainText, truncate } from '../../../src/plain-text.ts'
import type { AloneTogether, SeveralRecord } from '../../../src/record/several/several.ts'
import { provenanceLabel } from '../run-label.ts'
import { alignRows } from '../../../src/text-table.ts'
import { brokenSentences, slowdownText } from './slowdowns.ts'

const nameWidth = 28
const deviceWidth = 20

/** Several models that were measured together as a table for a terminal, and what broke. */
export function severalLines(all: readonly SeveralRecord[]): string[] {
  return all.flatMap((several) => [
    ...tableOf(several),
    ...qualityLines(several),
    ...switchLines(several),
    ...brokenSentences(several),
  ])
}

function tableOf(several: SeveralRecord): string[] {
  const { name, models, all, slowdowns } = several
  const most = Math.max(0, ...slowdowns.map(({ beside }) => beside.length))
  const rows = models.map((model) => [
    labelled(model),
    formatNumber(model.loadTimeMs),
    memoryText(model),
    arrow(model.latencyMs, formatNumber),
    arrow(model.tokensPerSecond, formatNumber),
    arrow(model.usdPerRequest, formatUsd),
    slowdownText(slowdowns.find((one) => one.model === model.model && one.beside.length === most) ?? null),
    truncate(plainText(model.device ?? ''), deviceWidth),
  ])
  const head = ['load ms', 'memory', 'p50 ms', 'tok/s', 'USD/request', 'slower']
  const sums = ['', formatBinaryBytes(all.peakRssBytes), '', formatNumber(all.tokensPerSecond), '', '', '']
  return alignRows([[truncate(plainText(name), nameWidth), ...head, 'device'], ...rows, ['all', ...sums]])
}

/** The name of a model, with what its figures are where they were not measured. */
function labelled({ model, provenance }: SeveralRecord['models'][number]): string {
  const label = provenanceLabel(provenance)
  return `${truncate(plainText(model), nameWidth)}${label === null ? '' : ` (${label})`}`
}

function arrow({ alone, together }: AloneTogether, format: (value: number | null) => string): string {
  return alone === null ? format(together) : `${format(alone)} → ${format(together)}`
}

function qualityLines({ models }: SeveralRecord): string[] {
  if (!areScored(models)) return []
  return models.map((model) => `quality of ${plainText(model.model)}: ${qualityText(model)}`)
}

function switchLines({ switches }: SeveralRecord): string[] {
  return switches.map(
    ({ model, count, p50Ms, p95Ms, evictMs, loadMs, firstTokenMs }) =>
      `${count} ${count === 1 ? 'switch' : 'switches'} to ${plainText(model)}: p50 ${formatNumber(p50Ms)} ms, ` +
      `p95 ${formatNumber(p95Ms)} ms (evicting ${formatNumber(evictMs)}, loading ${formatNumber(loadMs)}, ` +
      `first token ${formatNumber(firstTokenMs)})`,
  )
}
