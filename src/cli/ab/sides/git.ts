import { LlmBenchError } from '../../../errors.ts'
import { runChild } from './child.ts'

/** Settings of every call: no hook of the repository runs, no monitor is started. */
const quietly = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'advice.detachedHead=false']

/** Standard output of git; null where it refused. */
export async function askGit(cwd: string, args: readonly string[]): Promise<string | null> {
  const { exitCode, output } = await callGit(cwd, args)
  return exitCode === 0 ? output : null
}

/**
 * Has git do something.
 * @param stop ends it
 * @throws LlmBenchError `revision-unusable` with its last words where it could not, and what `stop` was aborted with
 */
export async function doGit(cwd: string, args: readonly string[], aim: string, stop?: AbortSignal): Promise<string> {
  const { exitCode, output, lastWords } = await callGit(cwd, args, stop)
  stop?.throwIfAborted()
  if (exitCode === 0) return output
  throw new LlmBenchError('revision-unusable', `git could not ${aim}: ${lastWords}`)
}

async function callGit(cwd: string, args: readonly string[], stop?: AbortSignal): ReturnType<typeof runChild> {
  const call = { program: 'git', args: [...quietly, ...args], cwd, keepOutput: true }
  const ended = await runChild(stop === undefined ? call : { ...call, stop })
  if (!ended.isMissing) return ended
  throw new LlmBenchError('revision-unusable', 'llm-bench ab needs git, and there is none on the PATH: install it')
}
