import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { type LlmBenchOptions, resolveOptions } from '../../options.ts'
import { baselineMode } from '../../plan/profiles.ts'
import { systemReason } from '../../system-error.ts'
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
 * @throws LlmBenchError naming the option, the value and the way out, before anything is measured; `report-write` where
 *   the report that was just written cannot be read
 */
export async function runCommandLine(words: readonly string[], values: RunValues): Promise<number> {
  const root = folderOf(values.root ?? '.', 'root', '.')
  const out = values.out === undefined ? null : folderOf(values.out, 'out', root)
  const inconclusive = policyOf('run', values.inconclusive)
  const mode = modeOf(values)
  const configured = await configuredOptions(root)
  const options = { ...writingLess(configured, mode), ...(inconclusive === null ? {} : { inconclusive }) }
  const resolved = resolveOptions(options, { root, runRoot: root }, mode ?? 'test')
  const isSimulated = resolved.simulate !== null
  // Where nobody is asked no key is looked for, either.
  const hasService = isSimulated || runningService(resolved.service) !== null
  const asked = readCall(words, values, { registry: resolved.models, root, hasService, isSimulated })
  const isJson = values.json === true
  const path = join(out ?? resolved.outputDirectory, 'report.json')
  const earlier = fileState(path)
  const end = await runBench(asked, { root, options, mode, out, stream: isJson ? process.stderr : process.stdout })
  tell(end)
  // One that could not be written is said by the reporter; an earlier one in its place is not this measurement's.
  const isWritten = fileState(path) !== earlier
  if (end.faults.length > 0 || !isWritten) return codes.unusable
  if (isJson) print(path)
  if (end.broken.length > 0) return codes.broken
  // Of what is not in the report: a file for other programs, or a baseline, that could not be written.
  return hasFailed() ? codes.unusable : 0
}

/** Mark of a file that is another one whenever it is written anew; null where there is none. */
function fileState(path: string): string | null {
  const state = statSync(path, { bigint: true, throwIfNoEntry: false })
  return state === undefined ? null : `${state.ino} ${state.mtimeNs}`
}

function hasFailed(): boolean {
  return Number(process.exitCode ?? 0) !== 0
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

function print(path: string): void {
  let report: Buffer
  try {
    report = readFileSync(path)
  } catch (cause) {
    throw new LlmBenchError('report-write', `${call} --json: ${path} cannot be read (${systemReason(cause)})`, {
      cause,
    })
  }
  process.stdout.write(report)
}
