import { today } from '../../clock.ts'
import { jsonText } from '../../json.ts'
import { callAnswerRedactor, callFailure, callRedactor } from '../../requesters/ai-sdk/language-model-failure.ts'
import { completedWhole } from '../../requesters/completed-whole.ts'
import { jobFields } from '../../requesters/job-fields.ts'
import type { Requester } from '../../requesters/requester.ts'
import { withoutSecrets } from '../../requesters/without-secrets.ts'
import type { FailedSample, Sample } from '../../samples/sample.ts'
import { execute, type TaskEnd, type TaskFunction } from './execution.ts'
import { detailsOf, type PriceOf, tokensOf } from './task-tokens.ts'

/** Most characters of what a task gives back that are kept: it may be anything. */
const longestOutput = 1_000_000

/**
 * A requester whose requests are executions of a function. Its answers and errors are kept without the secrets of the
 * environment.
 */
export function taskRequester(task: TaskFunction, timeoutMs: number, priceOf: PriceOf): Requester {
  const redact = callRedactor(process.env, {})
  const hide = callAnswerRedactor(process.env, {})
  return {
    async request(job, signal) {
      if (signal.aborted) return null
      const { sent, ledger, end } = await execute(task, job.index, { timeoutMs, block: signal })
      if (end === null) return null
      // Prices are looked up after the clock.
      return (): Sample => {
        const base = {
          ...jobFields(job),
          sent,
          end: end.end,
          ...(end.over > end.end ? { over: end.over } : {}),
          chunkTimes: [],
          tokens: tokensOf(ledger),
          text: end.by === 'success' ? outputText(end.value) : '',
          task: detailsOf(ledger, priceOf, today()),
        }
        if (end.by !== 'success') return { ...base, state: 'failed', failure: failureOf(end, redact) }
        const sample: Sample = {
          ...base,
          ...completedWhole,
        }
        return withoutSecrets(sample, hide)
      }
    },
  }
}

function outputText(value: unknown): string {
  if (value === undefined) return ''
  return (typeof value === 'string' ? value : jsonText(value)).slice(0, longestOutput)
}

function failureOf({ by, value }: TaskEnd, redact: ReturnType<typeof callRedactor>): FailedSample['failure'] {
  if (by === 'timeout') return { class: 'total-timeout', message: String(value) }
  // A task's own words are cleaned as those of an error are.
  const { failure } = callFailure(by === 'failed' ? new Error(String(value)) : value, thrown, redact)
  if (by === 'failed') return { class: 'task-failed', message: failure.message }
  return failure.class === 'engine' ? { class: 'task-error', message: failure.message } : failure
}

const thrown = { inStream: false, begun: false } as const
