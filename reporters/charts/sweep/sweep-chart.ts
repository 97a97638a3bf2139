import { formatCount } from '../../../src/figures.ts'
import { provenanceLabel } from '../../words/run-label.ts'
import type { Sweep } from '../../words/sweeps/sweeps.ts'
import { badge } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
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
  const answered = levels.filter(({ metrics }) => metrics.latency.n > 0)
  if (first === undefined || answered.length < 2) return null
  const labels = new Set(levels.flatMap(({ provenance }) => provenanceLabel(provenance) ?? []))
  let right = width - margin
  const badges = [...labels].map((label) => {
    const drawn = badge(right, 16, label)
    right -= drawn.width + 8
    return drawn.svg
  })
  const left = margin + inset
  return svgFile({
    width,
    height,
    title: `Sweep ${name}: throughput against latency, and latency at each level`,
    description: `${[...labels].map((label) => `${label}; `).join('')}${curveText(sweep)}`,
    body: [
      textAt(margin, 32, name, { bold: true, size: 16, width: right - margin - 8 }),
      textAt(
        margin,
        54,
        `${first.target.model} · ${levels.length} levels · at most ${formatCount(first.workload.maxTokens)} tokens`,
        {
          fill: colors.muted,
          size: 12,
          width: width - 2 * margin,
        },
      ),
      ...badges,
      ...sweepCurvePanel(sweep, { left, top, width: panelWidth, height: panelHeight }),
      ...sweepLevelsPanel(sweep, { left: width - margin - panelWidth, top, width: panelWidth, height: panelHeight }),
    ],
  })
}
