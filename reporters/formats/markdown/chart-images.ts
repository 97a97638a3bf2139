import type { Chart } from '../../charts/kit/chart.ts'
import { escapeLabel } from './escape.ts'

/** The charts as images, by relative links into the report's folder. */
export function chartImages(charts: readonly Chart[]): string {
  return charts.map((chart) => `![${escapeLabel(chart.title)}](${chart.path})`).join('\n\n')
}
