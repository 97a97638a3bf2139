import { answersOf } from '../../../words/answers/answers.ts'
import type { Report } from '../../../../src/record/report.ts'
import { section } from '../section.ts'
import { sentenceText } from '../sentence.ts'

/** The answers of a report as a list. */
export function answerLines(report: Report): string[] {
  return answersOf(report).map(({ title, text, parts = [] }) =>
    [`- **${title}:** ${sentenceText(text)}`, ...parts.map((part) => `  - ${sentenceText(part)}`)].join('\n'),
  )
}

/** Section of what the report answers, a sentence each. */
export function answersSection(report: Report): string {
  return section('## Answers', answerLines(report).join('\n'))
}
