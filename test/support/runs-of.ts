import type { RunRecord } from '../../src/record/run.ts'
import type { Sample } from '../../src/samples/sample.ts'
import type { Project } from './project.ts'

/** The run of this name in a project's last report. */
export function runOf(project: Project, name: string): RunRecord {
  const run = project.report().runs.find((candidate) => candidate.name === name)
  if (run === undefined) throw new Error(`no run "${name}"`)
  return run
}

/** Requests of a run's journal as they were written. */
export function samplesOf(project: Project, name: string): Sample[] {
  const lines = project.journals().find(([header]) => header?.includes(`"name":"${name}"`)) ?? []
  return lines.slice(1).map((line) => JSON.parse(line) as Sample)
}

/** The measured ones of them. */
export function measuredOf(project: Project, name: string): Sample[] {
  return samplesOf(project, name).filter(({ phase }) => phase === 'measured')
}
