import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../../src/record/report.ts'

/** What the reports of an example say, all together. */
export interface Reported {
  readonly runs: number
  readonly claims: number
  /** Claims that did not hold, in words; those that nothing settled are none. */
  readonly failed: readonly string[]
}

/** Reads every report below a folder. */
export function reportedIn(folder: string): Reported {
  const reports = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|[/\\])report\.json$/.test(path))
    .map((path) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Report)
  const runs = reports.flatMap((report) => report.runs)
  const claims = runs.flatMap((run) => run.claims)
  const failed = claims.filter((claim) => !claim.passed).map(({ text, observed }) => `${text}: ${String(observed)}`)
  return { runs: runs.length, claims: claims.length, failed }
}
