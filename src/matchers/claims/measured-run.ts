import { LlmBenchError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import { plainName } from '../../plain-text.ts'
import { type Subject, subjectOf } from '../../runs/subject.ts'
import { recordingWords } from '../../verdicts/recorded/recording-words.ts'
import { isSimulated } from '../../verdicts/simulated-run.ts'
import { isSimulation } from '../../worker/simulation.ts'
import { findWorkerContext } from '../../worker/worker-context.ts'
import type { Acceptable } from './accept-option.ts'

/**
 * The run a matcher received.
 *
 * @throws LlmBenchError `not-measured` for any other value, for a run without a request, and for
 * figures of a simulated target unless `accepted` names them: a claim about those, negated or not,
 * is about nothing that was measured.
 */
export function measuredRun(received: unknown, matcher: string, accepted?: readonly Acceptable[]): Subject {
  const subject = runBeside(received, matcher, accepted)
  const { record } = subject
  if (record.provenance === 'recorded')
    throw notMeasured(
      matcher,
      `the run is replayed from ${recordingWords(record)}, so that nothing of it was measured here: ` +
        'claim it of a run that was measured, which this one may be compared with',
    )
  return subject
}

/**
 * The run that another one is compared with: as {@link measuredRun}, and a recording too.
 * @throws LlmBenchError `not-measured`
 */
export function runBeside(received: unknown, matcher: string, accepted?: readonly Acceptable[]): Subject {
  const subject = subjectOf(received)
  if (subject === null) throw notMeasured(matcher, whatItIs(received))
  const { record } = subject
  if (isSimulated(record) && !isSimulation() && accepted?.includes('simulated') !== true) {
    // A fact of a machine that was not there cannot be accepted.
    const wayOut = accepted === undefined ? '' : ", or accept it by name: { accept: ['simulated'] }"
    throw notMeasured(
      matcher,
      `the target is simulated, so its figures measure nothing; run it against a model or an endpoint${wayOut}`,
    )
  }
  if (record.requests.attempted === 0) {
    throw notMeasured(matcher, 'the run ended before its first measured request')
  }
  return { ...subject, accepted: accepted ?? [] }
}

/** The error of a matcher that has nothing to judge. */
export function notMeasured(matcher: string, cause: string): LlmBenchError {
  return new LlmBenchError('not-measured', `${matcher}: ${cause}`)
}

function whatItIs(received: unknown): string {
  if (received instanceof Promise) {
    return 'received a promise; await it first: `const run = await bench(name, workload).run()`'
  }
  if (isNotRun(received)) {
    const name = plainName(String(received.name))
    return `received bench("${name}", …), which was not run: \`const run = await bench(name, workload).run()\``
  }
  if (isFunctionResult(received)) {
    const found = "received an ordinary function's result, which has no metrics of a model"
    return findWorkerContext() === null
      ? `${found}; if it is a workload of vitest-llm-bench, add llmBench() to plugins in vitest.config.ts`
      : `${found}; give bench() a workload such as model.complete(prompt)`
  }
  const usage = 'use the result of `await bench(name, workload).run()` or `await measure(workload)`'
  return `received ${kindOf(received)}, not a run; ${usage}`
}

function isNotRun(received: unknown): received is { readonly name: unknown } {
  return isObject(received) && 'name' in received && typeof received['run'] === 'function'
}

function isFunctionResult(received: unknown): boolean {
  return typeof received === 'object' && received !== null && 'latency' in received && 'throughput' in received
}

function kindOf(received: unknown): string {
  if (received === null || received === undefined) return String(received)
  if (Array.isArray(received)) return 'an array'
  return typeof received === 'object' ? 'an object' : `a ${typeof received}`
}
