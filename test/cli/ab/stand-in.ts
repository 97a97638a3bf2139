import { join } from 'node:path'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { collectEnvironment } from '../../../src/machine/facts/environment.ts'
import { artifactOf, seededRun } from '../../baseline/constructed.ts'
import { type GitProject, makeGitProject } from './git-project.ts'

/** Settings of a revision that a stand-in for Vitest measures: the median of each bench, and how it ends. */
export interface Measured {
  readonly medians: Readonly<Record<string, number>>
  readonly exitCode?: number
  readonly schemaVersion?: number
  /** Share by which launches may differ; 0.5 % when left out. */
  readonly spread?: number
  /** Milliseconds that a launch takes. */
  readonly takes?: number
}

/** Files of a revision that measures so. */
export function measures(measured: Measured): Readonly<Record<string, string>> {
  return { 'measured.json': JSON.stringify(measured) }
}

/**
 * Stands where Vitest is installed: writes the report of a run whose medians the checkout's own file says, a
 * little apart from launch to launch, and a line of what it was called with.
 */
const program = `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
const { medians, exitCode = 0, schemaVersion = 2, takes = 0, spread = 0.005 } = JSON.parse(readFileSync('measured.json', 'utf8'))
const log = process.env.AB_TEST_LOG
const place = dirname(process.cwd())
let number = 0
try { number = readFileSync(log, 'utf8').split(place + '/').length - 1 } catch {}
appendFileSync(log, JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), summary: process.env.GITHUB_STEP_SUMMARY ?? null }) + '\\n')
await new Promise((resolve) => setTimeout(resolve, takes))
const report = JSON.parse(readFileSync(new URL('report.json', import.meta.url), 'utf8'))
const [run] = report.runs
report.schemaVersion = schemaVersion
report.runs = Object.entries(medians).map(([name, median]) => {
  const p50 = median * (1 + (number % 2 === 0 ? spread : -spread))
  const latency = { ...run.metrics.latency, p50, adjusted: { ...run.metrics.latency.adjusted, p50 } }
  return { ...run, id: name, name, metrics: { ...run.metrics, latency } }
})
if (report.runs.length > 0) {
  mkdirSync(process.env.LLM_BENCH_OUTPUT, { recursive: true })
  writeFileSync(process.env.LLM_BENCH_OUTPUT + '/report.json', JSON.stringify(report))
}
console.log('the key is ' + process.env.TEST_API_KEY)
process.exitCode = exitCode
`

/** A call of the stand-in. */
export interface StandInCall {
  readonly args: readonly string[]
  readonly cwd: string
  readonly summary: string | null
}

/** A repository whose Vitest is the stand-in. */
export interface StandInProject extends GitProject {
  /** Its calls so far. */
  calls(): StandInCall[]
  readonly log: string
}

/** Makes a repository with a first commit that measures so. */
export async function makeStandInProject(measured: Measured): Promise<StandInProject> {
  const project = await makeGitProject(measures(measured))
  const vitest = join(project.folder, 'node_modules', 'vitest')
  rmSync(vitest, { recursive: true })
  mkdirSync(vitest)
  const environment = collectEnvironment(project.folder)
  const { record } = artifactOf(seededRun(30, 40, 1))
  const generator = { name: 'vitest-llm-bench', version: '0' }
  const report = { schemaVersion: 2, generator, environment, runs: [record] }
  writeFileSync(join(vitest, 'package.json'), '{ "name": "vitest", "version": "0.0.0", "type": "module" }')
  writeFileSync(join(vitest, 'vitest.mjs'), program)
  writeFileSync(join(vitest, 'report.json'), JSON.stringify(report))
  const log = join(project.folder, 'node_modules', 'calls.log')
  process.env['AB_TEST_LOG'] = log
  return {
    ...project,
    log,
    calls: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as StandInCall)
        : [],
  }
}
