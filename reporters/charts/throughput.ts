import type { RunRecord } from '../../src/record/run.ts'
import { formatCount, formatNumber } from '../../src/figures.ts'
import { groupBy } from '../words/group-by.ts'
import { intervalsName } from './kit/interval-name.ts'
import { outputRate, type OutputRate, outputRateFact } from '../words/output-rate.ts'
import { backendLabel, provenanceLabel, runTitle } from '../words/run-label.ts'
import { estimatesTokens } from '../../src/verdicts/estimated-tokens.ts'
import { plainText } from '../../src/plain-text.ts'
import { bottomAxis, leftAxis, roundTicks } from './kit/axis.ts'
import { colors, seriesColors } from './kit/colors.ts'
import { linearScale, type Scale } from './kit/scale.ts'
import type { PanelArea } from './kit/panel-area.ts'
import { px, svgFile, textAt } from './kit/svg.ts'
import { uprightWhisker } from './kit/whisker.ts'

const width = 860
const margin = 20
const area: PanelArea = { left: 72, top: 72, width: width - 112, height: 260 }
const right: number = area.left + area.width
const bottom: number = area.top + area.height

interface Level {
  readonly run: RunRecord
  readonly rate: OutputRate
}

interface Series {
  readonly label: string
  /** Levels of the line, ascending by concurrency. */
  readonly levels: readonly Level[]
}

/** Key of a run: runs of equal keys asked the same work of the same target, and may differ in concurrency only. */
function keyOf(run: RunRecord): string {
  const { target, workload, provenance } = run
  const { kind, prompt, prompts, maxTokens } = workload
  return JSON.stringify([
    target.spec,
    target.backend,
    provenance,
    estimatesTokens(run),
    kind,
    prompt,
    prompts,
    maxTokens,
  ])
}

function labelOf(run: RunRecord): string {
  const parts = [
    run.target.model,
    backendLabel(run),
    provenanceLabel(run.provenance),
    estimatesTokens(run) ? 'tokens estimated' : null,
    `${formatCount(run.workload.maxTokens)} tokens`,
  ]
  return plainText(parts.filter((part) => part !== null).join(' · '))
}

/** Runs of the same work at two concurrency levels or more. */
function seriesOf(runs: readonly RunRecord[]): Series[] {
  const measured = runs
    .filter(({ load }) => !load.interleaved && load.kind === 'closed')
    .flatMap((run): Level[] => {
      const rate = outputRate(run)
      return rate === null ? [] : [{ run, rate }]
    })
  return groupBy(measured, ({ run }) => keyOf(run)).flatMap((group): Series[] => {
    // Of a level that was measured again, as a search does, the last measurement.
    const latest = new Map(group.map((level) => [level.run.load.concurrency, level]))
    const levels = [...latest.values()].toSorted((a, b) => a.run.load.concurrency - b.run.load.concurrency)
    const [first] = levels
    return first === undefined || levels.length < 2 ? [] : [{ label: labelOf(first.run), levels }]
  })
}

function point({ run, rate }: Level, color: string, x: Scale, y: Scale): string {
  const { value, interval, window } = rate
  const at = x.at(run.load.concurrency)
  const fill = window === 'steady' ? color : colors.card
  const whisker = uprightWhisker(at, value, interval, y, color)
  const high = interval?.high ?? 0
  const label = textAt(at, y.at(Math.max(value, high)) - 7, formatNumber(value), {
    anchor: 'middle',
    fill: color,
    bold: true,
    size: 10,
    halo: true,
  })
  const paint = `fill="${fill}" stroke="${color}" stroke-width="1.5"`
  const dot = `<circle cx="${px(at)}" cy="${px(y.at(value))}" r="3.5" ${paint}/>`
  return `${whisker}${dot}${label}`
}

function drawn({ levels }: Series, color: string, x: Scale, y: Scale): string[] {
  const line = levels.map(({ run, rate }) => `${px(x.at(run.load.concurrency))} ${px(y.at(rate.value))}`).join('L')
  return [
    `<path d="M${line}" stroke="${color}" stroke-width="2" fill="none"/>`,
    ...levels.map((level) => point(level, color, x, y)),
  ]
}

/**
 * Chart of output tokens per second against concurrent clients, a line for each target measured at two
 * levels or more; null where there is none.
 */
export function throughputChart(runs: readonly RunRecord[]): string | null {
  const series = seriesOf(runs).slice(0, seriesColors.length)
  if (series.length === 0) return null
  const all = series.flatMap((each) => each.levels)
  const levels = [...new Set(all.map(({ run }) => run.load.concurrency))].toSorted((a, b) => a - b)
  const most = Math.max(...all.map(({ rate }) => Math.max(rate.value, rate.interval?.high ?? 0)))
  const x = linearScale(0, (levels.at(-1) ?? 1) * 1.04, area.left, right)
  const y = linearScale(0, most * 1.12, bottom, area.top)
  const whiskers = intervalsName(all.map(({ rate }) => rate.interval))
  const legendTop = bottom + 58
  return svgFile({
    width,
    height: legendTop + series.length * 18,
    title: 'Output tokens per second against concurrent clients',
    description: all
      .map(({ run }) => {
        const { load } = run
        const clients = load.concurrency === 1 ? 'client' : 'clients'
        return `${runTitle(run)}: ${outputRateFact(run)} at ${formatCount(load.concurrency)} ${clients}`
      })
      .join('; '),
    body: [
      textAt(margin, 32, 'Output rate under load, tokens/s', { bold: true, size: 14 }),
      textAt(
        margin,
        48,
        'filled points: the steady window, in which every client is busy; ' +
          `hollow ones: the whole window, ramp-up and drain included; ${whiskers}`,
        { fill: colors.muted, size: 10 },
      ),
      ...leftAxis(area, y, roundTicks(y, 5)),
      ...bottomAxis(
        area,
        x,
        levels.map((value) => ({ value, label: formatCount(value) })),
        { title: 'concurrent clients' },
      ),
      ...series.flatMap((each, index) => drawn(each, seriesColors[index] ?? colors.ink, x, y)),
      ...series.flatMap((each, index) => {
        const [at, color] = [legendTop + index * 18, seriesColors[index] ?? colors.ink]
        return [
          `<circle cx="${px(area.left)}" cy="${px(at - 4)}" r="4" fill="${color}"/>`,
          textAt(area.left + 10, at, each.label, { width: right - area.left - 10 }),
        ]
      }),
    ],
  })
}
