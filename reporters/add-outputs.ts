import { appendFileSync } from 'node:fs'
import type { Report } from '../src/record/report.ts'
import { addedOutputs } from './formats/outputs.ts'

/**
 * Adds a report to the files that the environment names, such as a CI job's summary. A file that
 * cannot be added to is passed over: it would hold a copy only.
 */
export function addOutputs(report: Report, environment: Readonly<Record<string, string | undefined>>): void {
  for (const { variable, render } of addedOutputs) {
    const path = environment[variable]
    if (path === undefined || path === '') continue
    const text = render(report)
    try {
      appendFileSync(path, text)
    } catch {
      // The report itself is written.
    }
  }
}
