import { statSync } from 'node:fs'
import { collectEnvironment } from '../../src/machine/facts/environment.ts'
import { readMark } from '../../src/owned/mark.ts'
import { lifeOf, type Owner } from '../../src/owned/owner.ts'
import { type Collected, nothingCollected } from './collected.ts'
import { addJoinedLoads } from './join-loads.ts'
import { pathsIn } from './samples-in.ts'
import type { Report } from '../../src/record/report.ts'
import { reportOf } from './make-report.ts'
import type { RunJournals } from './run-journals.ts'
import { addUnfinishedRuns } from './unfinished-runs.ts'

/**
 * The report of an execution from its journals alone: of one that was killed, or whose terminal was closed. It
 * is never complete, for claims and benchmarks of functions are in no journal.
 * @param folder of the journals, of which at least one has a header
 * @param root folder of the project that was measured
 */
export function journalReport(
  folder: string,
  { journals }: RunJournals,
  root: string,
): { readonly report: Report } & Pick<Collected, 'series'> {
  const collected = nothingCollected()
  const parts = addUnfinishedRuns(collected, folder)
  collected.notes.push(...addJoinedLoads(collected, parts, () => pathsIn(folder)))
  const owner = readMark(folder, 'journal')?.owner ?? null
  const life = owner === null ? 'elsewhere' : lifeOf(owner)
  const starts = journals.map(({ header }) => header.startedAt).toSorted()
  const report = reportOf(collected, {
    startedAt: starts[0] ?? '',
    finishedAt: new Date(Math.max(0, ...journals.map(({ path }) => statSync(path).mtimeMs))).toISOString(),
    complete: false,
    profile: 'unknown',
    environment: collectEnvironment(root),
    measuredHere: life !== 'elsewhere',
    notes: notesOf(owner, life),
  })
  return { report, series: collected.series }
}

function notesOf(owner: Owner | null, life: ReturnType<typeof lifeOf>): string[] {
  return [
    'Made from journals, by llm-bench report: claims, benchmarks of functions and the profile are in none of them.',
    ...(life === 'alive'
      ? [`The execution still goes on (process ${owner?.pid}): this is what it has measured so far.`]
      : []),
    ...(life === 'elsewhere'
      ? ['The environment is that of the machine that made this report, which may not be the one that measured.']
      : []),
  ]
}
