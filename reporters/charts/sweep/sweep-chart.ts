import { formatCount } from '../../../src/figures.ts'
import { provenanceLabel } from '../../words/run-label.ts'
import type { Sweep } from '../../words/sweeps/sweeps.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import { timeIntervalsName } from '../kit/interval-name.ts'
import { lastMeasured } from './measured-levels.ts'
import { curveText, sweepCurvePanel } from './sweep-curve-panel.ts'
import { sweepLevelsPanel } from './sweep-levels-panel.ts'
import { svgFile, textAt } from '../kit/svg.ts'

const width = 860
const height = 416
const margin = 20
const inset = 44
const panelWidth = 350
const top = 118
const panelHeight = 240

/**
 * Chart of a sweep in two panels: the rate that each level gives against its price in waiting, and the
 * percentiles of the time at each level. Null with fewer than two levels that have answers.
 */
export function sweepChart(sweep: Sweep): string | null {
  const { name, levels } = sweep
  const [first] = levels
  const answered = new Set(levels.flatMap(({ level, metrics }) => (metrics.latency.n > 0 ? [level] : [])))
  if (first === undefined || answered.size < 2) return null
  const labels = new Set(levels.flatMap(({ provenance }) => provenanceLabel(provenance) ?? []))
  const drawn = badges(width - margin, 16, [...labels])
  const { last, before } = lastMeasured(sweep)
  const left = margin + inset
  return svgFile({
    width,
    height,
    title: `Sweep ${name}: throughput against latency, and latency at each level`,
    description: `${[...labels].map((label) => `${label}; `).join('')}${curveText(sweep)}`,
    body: [
      textAt(margin, 32, name, { bold: true, size: 16, width: drawn.left - margin }),
      textAt(
        margin,
        54,
        [
          first.target.model,
          `${last.length} levels`,
          `at most ${formatCount(first.workload.maxTokens)} tokens`,
          `whiskers: ${timeIntervalsName(last)} (arrow: not bounded)`,
          ...(before > 0 ? [`of levels measured again the last (${formatCount(before)} before)`] : []),
        ].join(' · '),
        {
          fill: colors.muted,
          size: 12,
          width: width - 2 * margin,
        },
      ),
      ...drawn.svg,
      ...sweepCurvePanel(sweep, { left, top, width: panelWidth, height: panelHeight }),
      ...sweepLevelsPanel(sweep, { left: width - margin - panelWidth, top, width: panelWidth, height: panelHeight }),
    ],
  })
}
