import type { Chart } from '../../charts/kit/chart.ts'
import { plainName } from '../../../src/plain-text.ts'
import { escapeLabel } from './escape.ts'

/** Charts that a part of the page shows at most: all are in the folder. */
const mostCharts = 8

/** The charts as images, by relative links into the report's folder. */
export function chartImages(charts: readonly Chart[]): string {
  return charts
    .slice(0, mostCharts)
    .map((chart) => `![${escapeLabel(plainName(chart.title))}](${chart.path})`)
    .join('\n\n')
}
