import type { Report } from '../../../../src/record/report.ts'
import { section } from '../section.ts'
import { explained } from '../../../words/check-meanings.ts'
import { formatCount } from '../../../../src/figures.ts'
import { sentenceText } from '../sentence.ts'

/** Notes that are shown before the rest is counted. */
const mostNotes = 40

/** The notes of a report, a line each. */
export function noteLines({ notes }: Report, most: number = mostNotes): string[] {
  const more = notes.length - most
  return [
    ...notes.slice(0, most).map((note) => `- ${sentenceText(explained(note))}`),
    ...(more > 0 ? [`- ${formatCount(more)} more notes are left out here: report.json has them`] : []),
  ]
}

/** Section of what a reader has to know of the figures: what is assumed, synthetic, simulated or in doubt. */
export function notesSection(report: Report): string {
  return section('## Notes', noteLines(report).join('\n'))
}
