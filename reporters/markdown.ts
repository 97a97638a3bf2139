import type { Chart } from './charts/chart.ts'
import { claimsSection } from './markdown/claims.ts'
import { costSection } from './markdown/cost.ts'
import { environmentSection } from './markdown/environment.ts'
import { executiveSummary } from './markdown/executive-summary.ts'
import { functionsSection } from './markdown/functions.ts'
import { headingSection } from './markdown/heading.ts'
import { methodSection } from './markdown/method.ts'
import { notesSection } from './markdown/notes.ts'
import { resultsSection } from './markdown/results.ts'
import { runDetail } from './markdown/run-detail.ts'
import { blocks, section } from './markdown/section.ts'
import { sweepsSection } from './markdown/sweeps.ts'
import type { Report } from './report.ts'

/** report.md: the whole report as GitHub-flavoured markdown, its charts by relative links. */
export function renderMarkdown(report: Report, charts: readonly Chart[] = []): string {
  const document = blocks(
    headingSection(report),
    notesSection(report),
    executiveSummary(report),
    claimsSection(report),
    resultsSection(report, charts),
    sweepsSection(report, charts),
    costSection(report, charts),
    functionsSection(report),
    section('## Runs in detail', ...report.runs.map((run) => runDetail(run, charts))),
    environmentSection(report),
    methodSection(report),
  )
  return `${document}\n`
}
