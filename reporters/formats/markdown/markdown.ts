import type { Chart } from '../../charts/kit/chart.ts'
import type { FileOutput } from '../output.ts'
import { configurationsSection } from './configurations.ts'
import { claimsDetails } from './details/claims.ts'
import { costDetails } from './details/cost.ts'
import { energyDetails } from './details/energy.ts'
import { environmentDetails } from './details/environment.ts'
import { functionsSection } from './details/functions.ts'
import { methodDetails } from './details/method.ts'
import { rooflineDetails } from './details/roofline.ts'
import { answersSection } from './front/answers-section.ts'
import { careLine } from './front/care-line.ts'
import { headingSection } from './front/heading.ts'
import { notesSection } from './front/notes.ts'
import { openSection } from './front/open-section.ts'
import { resultsSection } from './front/results.ts'
import { specificationSection } from './front/specification.ts'
import { targetsSection } from './front/targets-section.ts'
import { historySection } from './history/history-section.ts'
import { intrinsicSection } from './intrinsic/intrinsic-section.ts'
import { businessSection } from './money/cost-sides.ts'
import { allDetails } from './run/all-details.ts'
import { blocks, section } from './section.ts'
import { severalSection } from './several/several-section.ts'
import { sweepsSection } from './sweeps.ts'
import type { Report } from '../../../src/record/report.ts'

/** Bytes of the whole document. */
const mostBytes = 290_000
/** Bytes that the details of the runs may take at least, whatever stands before them. */
const leastForRuns = 60_000

/**
 * report.md: the whole report as GitHub-flavoured markdown, its charts by relative links. What failed or is open comes
 * first, then the answers and whether targets are met; what a reader looks up is folded. Its size is bounded.
 */
export function renderMarkdown(report: Report, charts: readonly Chart[] = []): string {
  const front = blocks(
    headingSection(report),
    careLine(report),
    openSection(report),
    answersSection(report),
    targetsSection(report),
    businessSection(report.runs),
    resultsSection(report, charts),
    sweepsSection(report, charts),
    configurationsSection(report, charts),
    severalSection(report, charts),
    intrinsicSection(report),
    historySection(report, charts),
    functionsSection(report),
    notesSection(report),
    specificationSection(report),
  )
  const lookedUp = section(
    '## Details',
    claimsDetails(report),
    costDetails(report, charts),
    energyDetails(report),
    rooflineDetails(report),
    environmentDetails(report),
    methodDetails(report),
  )
  const room = mostBytes - Buffer.byteLength(front) - Buffer.byteLength(lookedUp)
  return `${blocks(front, lookedUp, allDetails(report.runs, charts, Math.max(room, leastForRuns)))}\n`
}

/** The output `markdown`: the report for people. */
export const markdown: FileOutput = { name: 'markdown', file: 'report.md', render: renderMarkdown }
