import type { Chart } from '../../charts/kit/chart.ts'
import type { FileOutput } from '../output.ts'
import { claimsSection } from './claims.ts'
import { configurationsSection } from './configurations.ts'
import { costSection } from './cost.ts'
import { energySection } from './energy.ts'
import { environmentSection } from './environment.ts'
import { executiveSummary } from './executive-summary.ts'
import { functionsSection } from './functions.ts'
import { headingSection } from './heading.ts'
import { intrinsicSection } from './intrinsic/intrinsic-section.ts'
import { methodSection } from './method.ts'
import { notesSection } from './notes.ts'
import { resultsSection } from './results.ts'
import { rooflineSection } from './roofline.ts'
import { runDetail } from './run/run-detail.ts'
import { blocks, section } from './section.ts'
import { severalSection } from './several/several-section.ts'
import { sweepsSection } from './sweeps.ts'
import type { Report } from '../../../src/record/report.ts'

/** report.md: the whole report as GitHub-flavoured markdown, its charts by relative links. */
export function renderMarkdown(report: Report, charts: readonly Chart[] = []): string {
  const document = blocks(
    headingSection(report),
    notesSection(report),
    executiveSummary(report),
    claimsSection(report),
    resultsSection(report, charts),
    sweepsSection(report, charts),
    configurationsSection(report, charts),
    severalSection(report, charts),
    intrinsicSection(report),
    costSection(report, charts),
    energySection(report),
    rooflineSection(report),
    functionsSection(report),
    section('## Runs in detail', ...report.runs.map((run) => runDetail(run, charts))),
    environmentSection(report),
    methodSection(report),
  )
  return `${document}\n`
}

/** The output `markdown`: the report for people. */
export const markdown: FileOutput = { name: 'markdown', file: 'report.md', render: renderMarkdown }
