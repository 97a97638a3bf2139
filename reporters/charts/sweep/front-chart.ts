import { formatBinaryBytes, formatBytes, formatDuration, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { provenanceLabel } from '../../words/run-label.ts'
import type { ConfigurationRun, ConfigurationSweep } from '../../words/sweeps/configuration-sweep.ts'
import { type FrontFigure, frontWords, sharedScore } from '../../words/sweeps/front.ts'
import { scoreOf } from '../../words/quality/score-words.ts'
import { middleOf } from '../../words/sweeps/middle.ts'
import { bottomAxis, leftAxis, roundTicks } from '../kit/axis.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { namesApart } from '../kit/row-label.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { px, svgFile, textAt } from '../kit/svg.ts'

const width = 860
const margin = 20
const area: PanelArea = { left: 78, top: 78, width: width - 240, height: 280 }
const right: number = area.left + area.width
const bottom: number = area.top + area.height
const mostPoints = 40
/** Points whose names are written. */
const mostNames = 12

/** A figure beside time, the most telling first, and its value in the unit of its axis. */
const beside: readonly {
  readonly figure: FrontFigure
  readonly unit: string
  readonly of: (run: RunRecord, score: string | null) => number | null
  readonly words: (value: number) => string
}[] = [
  {
    figure: 'quality',
    unit: 'mean score',
    of: (run, score) => (score === null ? null : (scoreOf(run, score)?.mean ?? null)),
    words: formatNumber,
  },
  {
    figure: 'perplexity',
    unit: 'perplexity',
    of: ({ intrinsic }) => intrinsic?.perplexity ?? null,
    words: formatNumber,
  },
  {
    figure: 'fileSize',
    unit: 'MB of file',
    of: ({ memory }) => ((memory.fileBytes ?? null) === null ? null : (memory.fileBytes ?? 0) / 1e6),
    words: (value) => formatBytes(value * 1e6),
  },
  {
    figure: 'memory',
    unit: 'MiB of memory',
    of: ({ memory }) => (memory.peakRssBytes === null ? null : memory.peakRssBytes / 2 ** 20),
    words: (value) => formatBinaryBytes(value * 2 ** 20),
  },
  {
    figure: 'energy',
    unit: 'J a token',
    of: ({ energy }) => energy?.joulesPerOutputToken ?? null,
    words: (value) => `${formatNumber(value)} J/token`,
  },
]

interface Point {
  readonly cell: ConfigurationRun
  readonly time: number
  readonly other: number
}

/**
 * Configurations of a sweep as points of time against the most telling other figure of the Pareto front; those on the
 * front, which nothing beats in all of its figures, are filled. Null without another figure.
 */
export function frontChart({ name, metric, cells, frontOf }: ConfigurationSweep): string | null {
  const axis = beside.find(({ figure }) => frontOf.includes(figure))
  const score = sharedScore(cells.map(({ run }) => run))
  const points = cells.slice(0, mostPoints).flatMap((cell): Point[] => {
    const time = middleOf(cell.run, metric)
    const other = axis?.of(cell.run, score) ?? null
    return time === null || other === null ? [] : [{ cell, time, other }]
  })
  if (axis === undefined || points.length < 2) return null
  const x = linearScale(0, Math.max(...points.map(({ time }) => time), 1e-6) * 1.06, area.left, right)
  const y = linearScale(0, Math.max(...points.map(({ other }) => other), 1e-6) * 1.08, bottom, area.top)
  const label = provenanceLabel(cells[0]?.run.provenance ?? 'measured')
  const drawn = badges(width - margin, 16, label === null ? [] : [label])
  const what = metric === 'tpot' ? 'time per output token' : 'latency'
  const front = points.filter(({ cell }) => cell.onFront)
  const named = front.slice(0, mostNames)
  const names = namesApart(
    named.map(({ cell }) => cell.name),
    150,
    10,
  )
  return svgFile({
    width,
    height: bottom + 50,
    title: `Pareto front of ${plainText(name)}`,
    description: front
      .map(({ cell, time, other }) => `${plainText(cell.name)}: ${formatDuration(time)}, ${axis.words(other)}`)
      .join('; '),
    body: [
      textAt(margin, 32, `Pareto front: ${name}`, { bold: true, size: 14, width: drawn.left - margin }),
      ...drawn.svg,
      textAt(
        margin,
        52,
        `filled: nothing beats it in ${frontOf.map((figure) => frontWords[figure]).join(', ')}; up: ${axis.unit}`,
        { fill: colors.muted, width: width - 2 * margin },
      ),
      ...leftAxis(area, y, roundTicks(y, 5)),
      ...bottomAxis(area, x, roundTicks(x, 6), { lines: 'base', title: `${what}, ms (median over launches)` }),
      ...points.map((point) => dot(point, x, y)),
      ...named.map(({ time, other }, index) =>
        textAt(x.at(time) + 8, y.at(other) + (index % 2 === 0 ? -5 : 13), names[index] ?? '', { size: 10, halo: true }),
      ),
    ],
  })
}

function dot({ cell, time, other }: Point, x: Scale, y: Scale): string {
  const fill = cell.onFront ? colors.p50 : colors.card
  return (
    `<circle cx="${px(x.at(time))}" cy="${px(y.at(other))}" r="4.5" fill="${fill}" ` +
    `stroke="${cell.onFront ? colors.p50 : colors.muted}" stroke-width="1.5"/>`
  )
}
