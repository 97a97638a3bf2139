import { loadavg, platform } from 'node:os'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import type { Broker } from '../src/broker/broker.ts'
import type { ProgressNews } from '../src/broker/calls.ts'
import { plainText } from '../src/plain-text.ts'
import { exitWhenHungUp } from './hang-up.ts'
import { Progress } from './terminal/progress.ts'
import type { ProjectReport } from './project-report.ts'
import { type ReportPart, reportParts } from './report-parts.ts'

/** Settings that the plugin hands its reporter. */
export interface ReporterSettings {
  readonly broker: Broker
  /** Projects by their names: those of all that are configured once the reporter starts. */
  readonly projects: ReadonlyMap<string, ProjectReport>
}

type Rendering = typeof import('./rendering.ts')
type Made = Pick<ReturnType<Rendering['makeReport']>, 'report' | 'columns'>

/**
 * Writes report.md, report.json and the charts when a run ends, however it ends, and prints a
 * compact table. Tests that measure nothing leave no report.
 */
export default class LlmBenchReporter implements Reporter {
  readonly #settings: ReporterSettings
  readonly #progress = new Progress(process.stderr)
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
  }

  async onTestRunEnd(_modules: readonly TestModule[], _errors: unknown, reason: string): Promise<void> {
    this.#pending = false
    this.#progress.clear()
    if (!this.#measuredAnything()) return
    this.#rendering ??= await import('./rendering.ts')
    this.#write(this.#rendering, reason !== 'interrupted')
  }

  readonly #onProgress = (news: ProgressNews): void => {
    this.#progress.update(news)
    if (this.#rendering === null) {
      void import('./rendering.ts').then((rendering) => {
        this.#rendering = rendering
      })
    }
  }

  readonly #onExit = (): void => {
    if (!this.#pending || this.#rendering === null || !this.#measuredAnything()) return
    this.#progress.clear()
    this.#write(this.#rendering, false)
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

  #write(rendering: Rendering, finished: boolean): void {
    for (const part of reportParts(this.#modules(), this.#settings.projects)) {
      this.#writePart(rendering, part, finished)
    }
  }

  #writePart(rendering: Rendering, part: ReportPart, finished: boolean): void {
    const { makeReport, writeReport, summaryTable, addOutputs, summaryColors } = rendering
    const { title, modules, outputDirectory, profile, notes, baselines } = part
    const root = this.#vitest?.config.root ?? process.cwd()
    const { report, series, columns } = makeReport({
      modules,
      journal: this.#settings.broker.journalOf(outputDirectory),
      root,
      startedAt: this.#startedAt,
      loadAverage: this.#loadAverage,
      profile,
      notes,
      finished,
    })
    if (report.runs.length + report.functions.length + report.looseClaims.length === 0) return
    const written = writeReport(report, outputDirectory, series)
    const where = written.state === 'failed' ? {} : { reportPath: written.opened }
    for (const note of notes) this.#print(`\nllm-bench: ${note}`)
    if (title !== null) this.#print(`\n${plainText(title)}:`)
    this.#print(`\n${summaryTable(report, { ...where, format: summaryColors })}`)
    if (written.state !== 'written') {
      this.#print(`\nllm-bench: ${written.error}`)
      process.exitCode = 1
    }
    for (const [name, projects] of baselines) {
      const runs = report.runs.filter(({ project }) => projects.has(project))
      this.#saveBaseline(rendering, { root, name, report: { ...report, runs }, columns })
    }
    addOutputs(report, process.env)
  }

  #saveBaseline(
    { saveBaseline }: Rendering,
    { root, name, report, columns }: { root: string; name: string } & Made,
  ): void {
    const runs = report.runs.flatMap((record) => {
      const measured = columns.get(record.id)
      return measured === undefined ? [] : [{ record, columns: measured }]
    })
    try {
      const { saved, skipped, paths } = saveBaseline({ root, name, environment: report.environment, runs })
      const places = paths.map((path) => `\n  ${path}`).join('')
      this.#print(`Baseline "${name}": ${saved} ${saved === 1 ? 'run' : 'runs'} saved${places}`)
      for (const { key, reason } of skipped) this.#print(`  not saved: ${key}: ${reason}`)
    } catch (error) {
      this.#print(`llm-bench: ${error instanceof Error ? error.message : String(error)}`)
      process.exitCode = 1
    }
  }

  #print(text: string): void {
    // Not the logger: while the process exits it may hold text back.
    process.stdout.write(`${text}\n`)
  }
}
