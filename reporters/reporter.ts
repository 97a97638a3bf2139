import { existsSync } from 'node:fs'
import { loadavg, platform } from 'node:os'
import { join } from 'node:path'
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import type { Broker } from '../src/broker/broker.ts'
import type { ProgressNews } from '../src/broker/calls.ts'
import type { EnvironmentRecord } from '../src/record/environment.ts'
import type { Report } from '../src/record/report.ts'
import type { RunRecord } from '../src/record/run.ts'
import type { MachineFacts } from '../src/record/machine/facts.ts'
import { isCi } from '../src/machine/facts/environment.ts'
import { simulateMode } from '../src/plan/profiles.ts'
import { plainText } from '../src/plain-text.ts'
import { exitWhenHungUp } from './hang-up.ts'
import { meantToMeasure } from './meant-to-measure.ts'
import { explainMissingFixture } from './missing-fixture.ts'
import { canDrawLive } from './terminal/foot-of-screen.ts'
import { ownStream } from './terminal/own-stream.ts'
import { Progress, type ProgressTerminal } from './terminal/progress.ts'
import type { ProjectReport } from './project-report.ts'
import { type ReportPart, reportParts } from './report-parts.ts'

/** Settings that the plugin hands its reporter. */
export interface ReporterSettings {
  readonly broker: Broker
  /** Projects by their names: those of all that are configured once the reporter starts. */
  readonly projects: ReadonlyMap<string, ProjectReport>
}

/** Columns of a terminal below which no table fits. */
const narrowest = 60

type Rendering = typeof import('./rendering.ts')
/** The machine of a run of a merged report: of a joined load that of its parts, null where these are not alike. */
function machineOf({ shards, fingerprints }: Report, { id, joinedFrom }: RunRecord): OwnMachine {
  const isKnown = fingerprints.some(({ run }) => run === id)
  const part = isKnown ? (joinedFrom[0] ?? id) : id
  const shard = shards.find(({ runs }) => runs.includes(part))
  if (shard !== undefined) return { environment: shard.environment }
  return shards.length > 0 && joinedFrom.length > 0 ? { environment: null } : {}
}

/** How an execution ended. */
interface Ended {
  readonly ran: readonly TestModule[]
  /** False when it was interrupted. */
  readonly finished: boolean
  readonly machine: MachineFacts | null
}

type OwnMachine = { readonly environment?: EnvironmentRecord | null }
type Made = Pick<ReturnType<Rendering['makeReport']>, 'report' | 'columns'>

function progressOf({ config, logger }: Vitest): Progress {
  const error = logger.errorStream as ProgressTerminal & { readonly isTTY?: boolean }
  const output = logger.outputStream as { readonly isTTY?: boolean }
  return new Progress(error, canDrawLive({ config, output, error, isCi: isCi(process.env['CI']) }))
}

/** Columns of a stream that is a terminal. */
function widthOf(stream: NodeJS.WritableStream & { readonly columns?: number }): { readonly width?: number } {
  const { columns } = stream
  return columns === undefined || columns < narrowest ? {} : { width: columns }
}

/**
 * Writes report.md, report.json and the charts when a run ends, however it ends, and prints a
 * compact table. Tests that measure nothing leave no report, an earlier one's neither.
 */
export default class LlmBenchReporter implements Reporter {
  readonly #settings: ReporterSettings
  #progress: Progress | null = null
  #vitest: Vitest | null = null
  #startedAt = new Date()
  #loadAverage: number | null = null
  /** Loaded while the first benchmark runs: an `exit` handler cannot wait for it. */
  #rendering: Rendering | null = null
  #pending = false

  constructor(settings: ReporterSettings) {
    this.#settings = settings
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#progress ??= progressOf(vitest)
    this.#settings.broker.on('progress', this.#onProgress)
    process.once('exit', this.#onExit)
    const stayWhenHungUp = exitWhenHungUp()
    vitest.onClose(() => {
      this.#settings.broker.off('progress', this.#onProgress)
      // A run that is still pending is reported when the process exits.
      if (!this.#pending) process.off('exit', this.#onExit)
      stayWhenHungUp()
    })
  }

  onTestRunStart(): void {
    this.#startedAt = new Date()
    this.#loadAverage = platform() === 'win32' ? null : (loadavg()[0] ?? null)
    this.#pending = true
    this.#settings.broker.newRun()
    const profiles = [...this.#settings.projects.values()].map(({ profile }) => profile)
    if (profiles.includes(simulateMode))
      this.#print('llm-bench: --mode simulate: nothing is measured, every figure of a run is a programmed one')
  }

  onTestCaseResult(test: TestCase): void {
    explainMissingFixture(test)
  }

  async onTestRunEnd(ran: readonly TestModule[], _errors: unknown, reason: string): Promise<void> {
    this.#pending = false
    this.#progress?.clear()
    if (!this.#measuredAnything() && !this.#leavesEarlier(ran)) return
    this.#rendering ??= await import('./rendering.ts')
    const machine = await this.#settings.broker.machine()
    this.#write(this.#rendering, { ran, finished: reason !== 'interrupted', machine })
  }

  readonly #onProgress = (news: ProgressNews): void => {
    this.#progress?.update(news)
    if (this.#rendering === null) {
      void import('./rendering.ts').then((rendering) => {
        this.#rendering = rendering
      })
    }
  }

  readonly #onExit = (): void => {
    const ran = this.#modules()
    if (!this.#pending || this.#rendering === null || !(this.#measuredAnything() || this.#leavesEarlier(ran))) return
    this.#progress?.clear()
    this.#write(this.#rendering, { ran, finished: false, machine: this.#settings.broker.knownMachine })
  }

  #modules(): TestModule[] {
    return this.#vitest?.state.getTestModules() ?? []
  }

  #measuredAnything(): boolean {
    const { broker, projects } = this.#settings
    if ([...projects.values()].some(({ outputDirectory }) => broker.journalOf(outputDirectory) !== null)) return true
    return this.#modules().some((module) =>
      [...module.children.allTests()].some((test) =>
        test.artifacts().some(({ type }) => type.startsWith('vitest-llm-bench:')),
      ),
    )
  }

  /** Whether a report of before stands where one of this execution was to be. */
  #leavesEarlier(ran: readonly TestModule[]): boolean {
    const folders = [...this.#settings.projects.values()].map(({ outputDirectory }) => outputDirectory)
    return folders.some((folder) => existsSync(join(folder, 'report.json'))) && this.#wasToMeasure(ran)
  }

  #wasToMeasure(ran: readonly TestModule[]): boolean {
    return this.#vitest !== null && meantToMeasure(this.#vitest, ran)
  }

  #write(rendering: Rendering, { ran, ...ended }: Ended): void {
    const found = ran.length > 0
    for (const part of reportParts(this.#modules(), this.#settings.projects)) {
      const own = part.modules.filter((module) => ran.includes(module))
      // A project that had no part in it keeps its report of before.
      const isIdle = found && own.length === 0
      if (this.#writePart(rendering, part, ended) || isIdle || !this.#wasToMeasure(own)) continue
      const sentence = rendering.nothingMeasured(part.outputDirectory, this.#vitest?.config.watch === true)
      if (sentence !== null) this.#print(`\nllm-bench: ${sentence}`)
    }
  }

  /** Writes a report where there is anything to write. */
  #writePart(rendering: Rendering, part: ReportPart, { finished, machine }: Omit<Ended, 'ran'>): boolean {
    const { addHistory, makeReport, pathsIn, samplesIn, writeReport, summaryTable, addOutputs, summaryColors } =
      rendering
    const { title, modules, outputDirectory, outputs, history, profile, notes, baselines } = part
    const root = this.#vitest?.config.root ?? process.cwd()
    const journal = this.#settings.broker.journalOf(outputDirectory)
    const { report, series, columns, gaps } = makeReport({
      modules,
      journal,
      root,
      startedAt: this.#startedAt,
      loadAverage: this.#loadAverage,
      machine,
      profile,
      notes,
      finished,
    })
    if (report.runs.length + report.functions.length + report.intrinsic.length + report.looseClaims.length === 0)
      return false
    const told = history ? addHistory(report, root, journal !== null) : []
    const written = writeReport(report, outputDirectory, series, {
      formats: outputs,
      samplesOf: samplesIn({ columns, gaps }, () => pathsIn(journal)),
    })
    const where = written.state === 'failed' ? {} : { reportPath: written.opened }
    for (const note of notes) this.#print(`\nllm-bench: ${note}`)
    if (title !== null) this.#print(`\n${plainText(title)}:`)
    const table = { ...where, ...widthOf(this.#stream()), format: summaryColors(this.#stream()) }
    this.#print(`\n${summaryTable(report, table)}`)
    const problems = [
      ...(written.state === 'written' ? [] : [written.error]),
      ...(written.state === 'failed' ? [] : written.lost),
    ]
    const failedLoads = report.runs.filter(
      ({ joinedFrom, claims }) => joinedFrom.length > 0 && claims.some(({ passed }) => !passed),
    )
    for (const { name } of failedLoads) {
      this.#print(`\nllm-bench: ${plainText(name)}: what its parts claim does not hold of the whole load`)
    }
    for (const problem of problems) this.#print(`\nllm-bench: ${problem}`)
    if (problems.length > 0 || failedLoads.length > 0) process.exitCode = 1
    for (const line of told) this.#print(line)
    for (const [name, projects] of baselines) {
      const runs = report.runs.filter(({ project }) => projects.has(project))
      this.#saveBaseline(rendering, { root, name, report: { ...report, runs }, columns })
    }
    addOutputs(report, process.env)
    return true
  }

  #saveBaseline(
    { saveBaseline }: Rendering,
    { root, name, report, columns }: { root: string; name: string } & Made,
  ): void {
    const runs = report.runs.flatMap((record) => {
      const measured = columns.get(record.id)
      return measured === undefined ? [] : [{ record, columns: measured, ...machineOf(report, record) }]
    })
    try {
      const { saved, skipped, broken, paths } = saveBaseline({ root, name, environment: report.environment, runs })
      const places = paths.map((path) => `\n  ${path}`).join('')
      this.#print(`Baseline "${name}": ${saved} ${saved === 1 ? 'run' : 'runs'} saved${places}`)
      for (const { key, reason } of skipped) this.#print(`  not saved: ${key}: ${reason}`)
      for (const { key, checks } of broken) this.#print(`  saved under invalid checks: ${key}: ${checks.join(', ')}`)
      if (broken.length > 0)
        this.#print("  what these protect is compared with { accept: ['invalid-baseline'] } only: measure it again")
    } catch (error) {
      this.#print(`llm-bench: ${error instanceof Error ? error.message : String(error)}`)
      process.exitCode = 1
    }
  }

  #stream(): NodeJS.WritableStream {
    return this.#vitest === null ? process.stderr : ownStream(this.#vitest)
  }

  #print(text: string): void {
    this.#stream().write(`${text}\n`)
  }
}
