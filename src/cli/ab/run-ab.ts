import { type AbCall, type AbResult, compareRevisions, type UnusableRevision } from './ab.ts'
import { listenForStop } from './stop.ts'

/**
 * Compares two revisions as a command does: progress goes to standard error, and Ctrl-C ends it once all that was
 * made is removed.
 * @throws LlmBenchError as {@link compareRevisions}, and `aborted`
 */
export async function runAb(call: Omit<AbCall, 'stop' | 'tell'>): Promise<AbResult | UnusableRevision> {
  using stop = listenForStop()
  return await compareRevisions({ ...call, stop: stop.signal, tell })
}

function tell(text: string): void {
  process.stderr.write(`llm-bench ab: ${text}\n`)
}
