import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { notAllowed } from '../../option-check/sentences.ts'
import { type LlmBenchOptions, resolveOptions } from '../../options.ts'
import { baselineMode } from '../../plan/profiles.ts'
import { runningService } from '../../targets/endpoint/running-service.ts'
import { configuredOptions } from '../../vitest/configured-options.ts'
import { policyOf } from '../gate.ts'
import { readCall } from './read-call.ts'
import { type BenchEnd, runBench } from './run-bench.ts'
import type { RunValues } from './run-options.ts'

const call = 'llm-bench run'
/** Exit codes of the command beside 0. */
const codes = { broken: 1, unusable: 2 } as const

/**
 * Measures what a command line asks for; resolves to the exit code.
 * @throws LlmBenchError naming the option, the value and the way out, before anything is measured
 */
export async function runCommandLine(words: readonly string[], values: RunValues): Promise<number> {
  const root = folderOf(values.root ?? '.', 'root', '.')
  const out = values.out === undefined ? null : folderOf(values.out, 'out', root)
  const inconclusive = policyOf('run', values.inconclusive)
  const mode = modeOf(values)
  const configured = await configuredOptions(root)
  const options = { ...writingLess(configured, mode), ...(inconclusive === null ? {} : { inconclusive }) }
  const resolved = resolveOptions(options, { root, runRoot: root }, mode ?? 'test')
  const hasService = runningService(resolved.service) !== null
  const asked = readCall(words, values, { registry: resolved.models, root, hasService })
  const isJson = values.json === true
  const end = await runBench(asked, { root, options, mode, out, stream: isJson ? process.stderr : process.stdout })
  tell(end)
  if (isJson && end.faults.length === 0) print(out ?? resolved.outputDirectory)
  if (end.faults.length > 0) return codes.unusable
  return end.broken.length > 0 ? codes.broken : 0
}

function folderOf(text: string, option: string, from: string): string {
  if (text === '') throw notAllowed(`${call} --${option}`, 'an empty text', 'a folder')
  return resolve(from, text)
}

/**
 * The options of the project without what would add to files of its own: a run by the way is none of its benches. The
 * mode that saves a baseline still does, under the project's name for it, and the variable of the history goes before.
 */
export function writingLess({ baseline, ...others }: LlmBenchOptions, mode: string | null): LlmBenchOptions {
  return { ...others, history: false, ...(mode === baselineMode ? { baseline } : {}) }
}

function modeOf({ mode, quick }: RunValues): string | null {
  if (mode === '') throw notAllowed(`${call} --mode`, 'an empty text', 'the name of a profile')
  if (quick !== true) return mode ?? null
  if (mode !== undefined) throw notAllowed(`${call} --quick`, 'it beside --mode', 'one of them')
  return 'quick'
}

function tell({ broken, faults }: BenchEnd): void {
  for (const text of [...broken, ...faults]) process.stderr.write(`llm-bench run: ${text}\n`)
}

function print(folder: string): void {
  process.stdout.write(readFileSync(join(folder, 'report.json')))
}
