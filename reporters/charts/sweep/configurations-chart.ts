import { formatBinaryBytes, formatBytes, formatCount, formatDuration, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import { intervalOf, meanOfLaunches } from '../../../src/stats/launches/estimate.ts'
import { provenanceLabel } from '../../words/run-label.ts'
import type { ConfigurationRun, ConfigurationSweep } from '../../words/sweeps/configuration-sweep.ts'
import { bestSentence, frontSentence } from '../../words/sweeps/configurations.ts'
import { logsOf, middleOf } from '../../words/sweeps/middle.ts'
import { bottomAxis, roundTicks } from '../kit/axis.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import { rowSpace } from '../kit/row-space.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { namesApart } from '../kit/row-label.ts'
import { px, svgFile, textAt } from '../kit/svg.ts'
import { whisker } from '../kit/whisker.ts'

const { width, margin, labels, left, right } = rowSpace(270, 190)
const rowHeight = 30
const barHeight = 14
const top = 84
const mostRows = 40

/**
 * Chart of a sweep of configurations: the time of each as a bar with the 90 % interval of its launches, beside it its
 * memory and energy; the best and those that cannot be told from it stand out. Null with fewer than two.
 */
export function configurationsChart(sweep: ConfigurationSweep): string | null {
  const { name, metric, cells } = sweep
  const [first] = cells
  if (first === undefined || cells.length < 2) return null
  const shown = cells.slice(0, mostRows)
  const hidden = cells.length - shown.length
  const most = Math.max(...shown.map(({ run }) => endsOf(run, metric)?.to ?? middleOf(run, metric) ?? 0), 1e-6)
  const x = linearScale(0, most * 1.02, left, right)
  const bottom = top + shown.length * rowHeight
  const label = provenanceLabel(first.run.provenance)
  const what = metric === 'tpot' ? 'Time per output token' : 'Latency'
  const named = namesApart(
    shown.map(({ name: own, onFront }) => `${onFront ? '◆ ' : ''}${own}`),
    labels,
    12,
    true,
  )
  const area = { left, top: top - 6, width: right - left, height: bottom - top + 6 }
  return svgFile({
    width,
    height: bottom + 46,
    title: `Configurations of ${name}: ${what.toLowerCase()}`,
    description: descriptionOf(sweep),
    body: [
      textAt(margin, 32, name, { bold: true, size: 16, width: width - 2 * margin - 160 }),
      ...badges(width - margin, 16, label === null ? [] : [label]).svg,
      textAt(
        margin,
        56,
        `${what}, ms: median over launches; whiskers: 90 % interval of the launches; ◆: on the Pareto front`,
        {
          fill: colors.muted,
          width: width - 2 * margin,
        },
      ),
      ...bottomAxis(area, x, roundTicks(x, 6), { lines: 'grid' }),
      ...shown.flatMap((cell, index) => row(cell, named[index] ?? '', metric, top + index * rowHeight, x)),
      ...(hidden > 0
        ? [textAt(margin, bottom + 34, `and ${formatCount(hidden)} more in report.json`, { fill: colors.muted })]
        : []),
    ],
  })
}

function row(
  { run, place }: ConfigurationRun,
  name: string,
  metric: 'tpot' | 'latency',
  y: number,
  x: Scale,
): string[] {
  const value = middleOf(run, metric)
  const isNamed = place === 'best' || place === 'tie'
  const text = textAt(margin, y + barHeight - 2, name, { bold: place === 'best', size: 12 })
  if (value === null) return [text, textAt(left, y + barHeight - 2, 'no request was answered', { fill: colors.failed })]
  const ends = endsOf(run, metric)
  const end = Math.max(x.at(value), ends === null ? 0 : Math.min(x.at(ends.to), right))
  const mark = place === 'best' ? ' best' : place === 'tie' ? ' ≈ best' : ''
  const joules = run.energy?.joulesPerOutputToken ?? null
  const beside = [
    ...((run.memory.fileBytes ?? null) === null ? [] : [`file ${formatBytes(run.memory.fileBytes)}`]),
    formatBinaryBytes(run.memory.peakRssBytes),
    ...(joules === null ? [] : [`${formatNumber(joules)} J/token`]),
  ].join(', ')
  return [
    text,
    `<rect x="${px(left)}" y="${px(y)}" width="${px(Math.max(1, x.at(value) - left))}" height="${barHeight}" ` +
      `fill="${isNamed ? colors.p50 : colors.muted}" fill-opacity=".75"/>`,
    ends === null
      ? ''
      : whisker({ from: x.at(ends.from), to: Math.min(x.at(ends.to), right), open: false }, y + barHeight / 2),
    textAt(end + 6, y + barHeight - 2, `${formatDuration(value)}${mark}`, { bold: isNamed, size: 11 }),
    textAt(left, y + barHeight + 11, beside, { fill: colors.muted, size: 9 }),
  ]
}

/** Ends of the 90 % interval of a configuration's launches; null for one launch. */
function endsOf(run: ConfigurationRun['run'], metric: 'tpot' | 'latency'): { from: number; to: number } | null {
  const logs = logsOf(run, metric)
  const estimate = logs === null ? null : meanOfLaunches(logs)
  if (estimate === null) return null
  const { low, high } = intervalOf(estimate, 0.9)
  // An interval of two launches may reach to anywhere, and would flatten all bars.
  return { from: Math.exp(low), to: Math.min(Math.exp(high), 3 * Math.exp(estimate.value)) }
}

function descriptionOf(sweep: ConfigurationSweep): string {
  const { cells, metric } = sweep
  const figures = cells.map(({ name, run }) => `${plainText(name)}: ${formatDuration(middleOf(run, metric))}`)
  return [...figures, bestSentence(sweep) ?? '', frontSentence(sweep) ?? ''].filter((text) => text !== '').join('; ')
}
