import { dirname, resolve } from 'node:path'
import { journalReport } from '../../reporters/collect/journal-report.ts'
import { runJournals } from '../../reporters/collect/run-journals.ts'
import { summaryTable } from '../../reporters/terminal/summary-table.ts'
import { writeReport } from '../../reporters/write-report.ts'
import { LlmBenchError } from '../errors.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { assertJournalFolder, reasonToStay, refused, reportFolderOf } from './journal-place.ts'

/**
 * Writes the report of an execution from its journals.
 * @param path of the folder that they are in
 * @param asked folder of the report; null for the one that Vitest would have written it to
 * @returns the text to print
 * @throws LlmBenchError `not-measured` where there is nothing to report, `invalid-option` where it would replace a
 *   report that has more, `report-write` where it cannot be written
 */
export function reportJournals(path: string, asked: string | null): string {
  const folder = resolve(path)
  assertJournalFolder(folder)
  const found = runJournals(folder)
  const headers = found.journals.map(({ header }) => header)
  if (headers.length === 0) throw refused(folder, `has no run in it that can be read. ${found.notes.join(' ')}`)
  const output = asked === null ? reportFolderOf(folder) : resolve(asked)
  const starts = headers.map(({ startedAt }) => startedAt).toSorted()
  const stays = reasonToStay(
    output,
    headers.map(({ id }) => id),
    starts[0] ?? '',
  )
  if (stays !== null) {
    throw notAllowed('llm-bench report --output', `${shown(output)}, where ${stays},`, 'another folder')
  }
  const { report, series } = journalReport(folder, found, dirname(reportFolderOf(folder)))
  if (report.runs.length === 0) throw refused(folder, `has no run in it that can be read. ${report.notes.join(' ')}`)
  const written = writeReport(report, output, series)
  if (written.state !== 'written') throw new LlmBenchError('report-write', written.error)
  return summaryTable(report, { reportPath: written.opened })
}
