import type { Report } from '../../src/record/report.ts'
import { titleOf } from './markdown/front/heading.ts'
import { blocks } from './markdown/section.ts'
import type { AddedOutput } from './output.ts'
import { fitted, summaryPage } from './summary/summary-page.ts'

/** Bytes of a summary at most: GitHub drops one above 1,024 KiB, and other steps of a job write to it too. */
const mostBytes = 500_000

/**
 * A short report for a CI job's summary page. It begins with an empty line: other tools append to
 * the same file, and a heading right below their table would become part of it.
 */
export function renderJobSummary(report: Report): string {
  return fitted(mostBytes, (most) => {
    return `\n${blocks(`## ${titleOf(report, 'LLM inference benchmarks')}`, summaryPage(report, most))}\n`
  })
}

/** The output for the summary page of a job of GitHub Actions, and of services that do as it does. */
export const jobSummary: AddedOutput = {
  name: 'job summary',
  variable: 'GITHUB_STEP_SUMMARY',
  render: renderJobSummary,
}
