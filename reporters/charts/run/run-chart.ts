import { metricDefinitions } from '../../../src/metrics/definitions.ts'
import type { DeviceRecord } from '../../../src/record/energy.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { formatCount, formatNumber } from '../../../src/figures.ts'
import { isOpen, wholeTime } from '../../words/load-label.ts'
import { itemRatesFact, someGenerate } from '../../words/items/items-rate.ts'
import { outputRateFact } from '../../words/output-rate.ts'
import { taskFact } from '../../words/task/task-words.ts'
import { backendLabel, runMarks, runTitle } from '../../words/run-label.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import { devicePanel, deviceRoom } from './device-panel.ts'
import { deviceWords } from './device-words.ts'
import { lensPanel, lensRoom } from './lens/lens-panel.ts'
import { isOverHttp } from './lens/lens-parts.ts'
import { lensWords } from './lens/lens-words.ts'
import { distributionPanel } from './distribution-panel.ts'
import type { RunSeries } from '../../../src/metrics/run-series.ts'
import { seriesDomain, sortedValues } from '../kit/series.ts'
import { svgFile, textAt } from '../kit/svg.ts'
import { timelinePanel } from './timeline-panel.ts'

const width = 860
const height = 404
const margin = 20

interface Column {
  readonly left: number
  readonly width: number
}

function columnOf(
  run: RunRecord,
  metric: 'latency' | 'response' | 'ttft',
  series: Float64Array,
  column: Column,
): string[] {
  const { label } = metricDefinitions[metric]
  const sorted = sortedValues(series)
  const n = ` n = ${formatCount(sorted.length)}`
  const heading = [
    textAt(column.left, 86, label, { bold: true, size: 12 }),
    textAt(column.left + column.width, 86, n, { anchor: 'end', fill: colors.muted }),
  ]
  if (sorted.length === 0) {
    return [
      ...heading,
      textAt(column.left + column.width / 2, 200, 'no request was answered', {
        anchor: 'middle',
        fill: colors.muted,
        size: 12,
      }),
    ]
  }
  const domain = seriesDomain(sorted)
  const inset = 44
  const failures = metric !== 'ttft' && run.requests.failed > 0
  const caption = failures ? 'over time, ms; red marks: failed requests' : 'over time, ms'
  return [
    ...heading,
    ...distributionPanel(sorted, run.metrics[metric], domain, {
      left: column.left,
      top: 96,
      width: column.width,
      height: 128,
    }),
    textAt(column.left, 268, caption, { fill: colors.muted }),
    ...timelinePanel(
      series,
      domain,
      { left: column.left + inset, top: 280, width: column.width - inset, height: 90 },
      failures,
    ),
  ]
}

function facts(run: RunRecord, samples: number): string {
  const { attempted } = run.requests
  return [
    run.target.model,
    backendLabel(run),
    `n = ${formatCount(samples)} of ${formatCount(attempted)} requests`,
    run.load.text,
    outputRateFact(run) ?? itemRatesFact(run) ?? taskFact(run),
  ]
    .filter((fact) => fact !== null)
    .join(' · ')
}

function failureCount(run: RunRecord): string[] {
  const { failed } = run.requests
  if (failed === 0) return []
  const style = { anchor: 'end', bold: true, fill: colors.failed, size: 12 } as const
  return [textAt(width - margin, 54, `${formatCount(failed)} failed`, style)]
}

function wholeName(run: RunRecord): string {
  return isOpen(run) ? 'Response time' : 'Latency'
}

function firstTokenName(run: RunRecord): string {
  return someGenerate([run]) ? ' and time to first token' : ''
}

function described(run: RunRecord): string {
  const { ttft } = run.metrics
  const one = (name: string, { p50, p95, p99 }: typeof ttft): string =>
    `${name} p50 ${formatNumber(p50)} ms, p95 ${formatNumber(p95)} ms, p99 ${formatNumber(p99)} ms`
  return [
    one(wholeName(run), run.metrics[wholeTime(run)]),
    ...(ttft.n > 0 ? [one('time to first token', ttft)] : []),
  ].join('; ')
}

function deviceDescription(devices: readonly DeviceRecord[]): string {
  return devices.length === 0 ? '' : `; ${devices.map(deviceWords).join('; ')}`
}

function lensDescription(lenses: RunRecord['lenses']): string {
  return lenses.length === 0 ? '' : `; ${lenses.map(lensWords).join('; ')}`
}

/**
 * The chart of one run: distribution of latency (of an open load: response time) and time to first
 * token with p50, p95 and p99, and both in order, each failed request a red mark in its place; below them, where a
 * meter read devices, the requests' times and every counter of the devices on one time axis.
 * Last the slowest, the median and a failed request as a waterfall.
 * Everything the bench line's attachment in Vitest's UI needs.
 */
export function runChart(run: RunRecord, { starts, latencies, responses, ttfts }: RunSeries): string {
  const metric = wholeTime(run)
  const wholes = metric === 'response' ? responses : latencies
  const streams = ttfts.some((value) => Number.isFinite(value))
  const columnWidth = streams ? (width - 2 * margin - 36) / 2 : width - 2 * margin
  const answered = sortedValues(wholes).length
  const drawn = badges(width - margin, 16, runMarks(run))
  const second: Column = { left: margin + columnWidth + 36, width: columnWidth }
  // A record of an older release has none.
  const devices = run.energy?.devices ?? []
  const lenses = (run.lenses as RunRecord['lenses'] | undefined) ?? []
  return svgFile({
    width,
    height: height + deviceRoom(devices) + lensRoom(lenses),
    title: `${runTitle(run)}: ${wholeName(run).toLowerCase()}${firstTokenName(run)}`,
    description:
      `${described(run)}; ${facts(run, answered)}; ` +
      `${formatCount(run.requests.failed)} failed${deviceDescription(devices)}${lensDescription(lenses)}`,
    body: [
      textAt(margin, 32, runTitle(run), { bold: true, size: 16, width: drawn.left - margin }),
      textAt(margin, 54, facts(run, answered), {
        fill: colors.muted,
        size: 12,
        width: width - 2 * margin - 110,
      }),
      ...failureCount(run),
      ...drawn.svg,
      ...columnOf(run, metric, wholes, { left: margin, width: columnWidth }),
      ...(streams ? columnOf(run, 'ttft', ttfts, second) : []),
      ...devicePanel(
        devices,
        { title: `${metricDefinitions[metric].label}, ms`, starts, values: wholes },
        { left: margin, top: height, width: width - 2 * margin },
      ),
      ...lensPanel(lenses, isOverHttp(run), {
        left: margin,
        top: height + deviceRoom(devices),
        width: width - 2 * margin,
      }),
    ],
  })
}
