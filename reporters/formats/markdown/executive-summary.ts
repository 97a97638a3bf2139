import { decisiveClaims } from '../../words/claims.ts'
import { jointLines } from '../../words/joint/joint-lines.ts'
import { keyFigures } from '../../words/key-figures.ts'
import { configurationLines } from '../../words/sweeps/configurations.ts'
import { intrinsicLines } from '../../words/intrinsic/intrinsic-lines.ts'
import { fasterLines } from '../../words/roofline/roofline-words.ts'
import { versusLines } from '../../words/versus.ts'
import type { Report } from '../../../src/record/report.ts'
import { escapeCell } from './escape.ts'
import { section } from './section.ts'

/** Section of the key figures, one bullet each. */
export function executiveSummary(report: Report): string {
  const bullets = keyFigures(report).map(({ title, text }) => `- **${title}:** ${escapeCell(text)}`)
  const versus = versusLines(report.runs).map((line) => `- **Comparison:** ${escapeCell(line)}`)
  const sweeps = configurationLines(report.runs).map((line) => `- **Configurations:** ${escapeCell(line)}`)
  const foretold = intrinsicLines(report.intrinsic).map((line) => `- **Predictions:** ${escapeCell(line)}`)
  const faster = fasterLines(report.runs).map((line) => `- **What would make it faster:** ${escapeCell(line)}`)
  const replaced = jointBullets(report)
  const workloads = new Set(
    report.runs.map(({ workload: { kind, prompt, prompts, maxTokens }, load }) =>
      JSON.stringify([kind, prompt, prompts, maxTokens, load.text]),
    ),
  )
  const mixed =
    workloads.size > 1
      ? 'The runs of this report do not all do the same work under the same load: ' +
        'best and worst say where to look, not which model is better.'
      : null
  return section(
    '## Executive summary',
    [...replaced, ...bullets, ...faster, ...sweeps, ...foretold, ...versus].join('\n'),
    mixed,
  )
}

/** Each joint claim with its parts below it. */
export function jointBullets(report: Report): string[] {
  return decisiveClaims(report).flatMap((placed) =>
    jointLines(placed).map((line, place) =>
      place === 0 ? `- **Replacement:** ${escapeCell(line)}` : `  - ${escapeCell(line.trim())}`,
    ),
  )
}
