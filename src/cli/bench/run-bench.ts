import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vitest/config'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { LlmBenchOptions } from '../../options.ts'
import { outputVariable } from '../../options.ts'
import { builtFile, commandBench } from '../../package-root.ts'
import { plainText } from '../../plain-text.ts'
import type { ClaimsArtifact } from '../../worker/artifacts.ts'
import type { AskedBench } from './asked-bench.ts'

/** Place and manner of a bench without a file. */
export interface BenchPlace {
  /** Folder in which it is measured as if it were a project's. */
  readonly root: string
  /** Options of the plugin. */
  readonly options: LlmBenchOptions
  /** Value of `--mode`; null for none. */
  readonly mode: string | null
  /** Folder of the report; null for that of the options. */
  readonly out: string | null
  /** Stream for the table: standard output, unless something else goes there. */
  readonly stream: NodeJS.WriteStream
}

/** Outcome of a bench without a file. */
export interface BenchEnd {
  /** Claims that did not hold, in the words of their matchers. */
  readonly broken: readonly string[]
  /** Reasons why it could not be measured. */
  readonly faults: readonly string[]
}

/**
 * Measures a bench without a file: by Vitest itself, with the plugin and the bench file of this package. Nothing but
 * the report is left behind, and Ctrl-C leaves that of what was finished.
 */
export async function runBench(asked: AskedBench, place: BenchPlace): Promise<BenchEnd> {
  const { root, options, mode, out, stream } = place
  const [node, { llmBench }] = await Promise.all([import('vitest/node'), plugin()])
  if (out !== null) process.env[outputVariable] = resolve(root, out)
  const cacheDir = mkdtempSync(join(tmpdir(), 'llm-bench-run-'))
  const tidy = (): void => rmSync(cacheDir, { recursive: true, force: true })
  // Ctrl-C ends the process within Vitest.
  process.once('exit', tidy)
  const ended = new Ended()
  try {
    const vitest = await node.startVitest(
      [],
      {
        root,
        ...(mode === null ? {} : { mode }),
        run: true,
        watch: false,
        config: false,
        reporters: [ended],
        include: [],
        // Beside its own folder the name is all of the pattern: no character of a path acts as one of a pattern.
        dir: dirname(commandBench()),
        benchmark: { enabled: true, include: [basename(commandBench())], exclude: [] },
        fsModuleCache: false,
        provide: { 'llm-bench-run': asked },
      },
      { plugins: [llmBench(options)], cacheDir },
      { stdout: stream },
    )
    await vitest.close()
    return ended.end()
  } finally {
    process.off('exit', tidy)
    tidy()
  }
}

/** The plugin as it is built: the very one that the bench file's own workers know. */
async function plugin(): Promise<PluginModule> {
  return (await import(pathToFileURL(builtFile('src/plugin.js')).href)) as PluginModule
}

interface PluginModule {
  readonly llmBench: (options: LlmBenchOptions) => Plugin
}

/** Keeps what went wrong; the table of the runs is printed by the plugin's own reporter. */
class Ended implements Reporter {
  /** The plugin's table goes to standard output. */
  readonly isForPeople: boolean = true
  readonly #broken: string[] = []
  readonly #faults: string[] = []
  #passed = false

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result()
    this.#passed = state === 'passed'
    const failed = test.artifacts().flatMap(failedClaims)
    for (const { message } of errors) {
      const isClaim = failed.some((claim) => message.startsWith(`expected ${claim}`))
      if (isClaim) this.#broken.push(message)
      else this.#faults.push(message)
    }
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message: string }[]): void {
    for (const { message } of [...modules.flatMap((module) => module.errors()), ...errors]) this.#faults.push(message)
  }

  end(): BenchEnd {
    const [broken, faults] = [this.#broken, this.#faults].map((texts) => texts.map(plainLines)) as [string[], string[]]
    const nothing = !this.#passed && broken.length + faults.length === 0
    return { broken, faults: nothing ? ['nothing was measured'] : faults }
  }
}

/** Words of the claims of an artifact that did not hold. */
function failedClaims(artifact: { readonly type: string }): string[] {
  if (artifact.type !== 'vitest-llm-bench:claims') return []
  return (artifact as ClaimsArtifact).claims.flatMap(({ claim }) => (claim.passed ? [] : [claim.text]))
}

function plainLines(text: string): string {
  return text
    .split('\n')
    .map((line) => plainText(line))
    .join('\n')
}
