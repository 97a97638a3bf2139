import { endFailure } from '../../http/answer/answer-failure.ts'
import type { Redact } from '../../http/redact.ts'
import { answeringModel } from '../../samples/answering-model.ts'
import type { FailedSample, Sample } from '../../samples/sample.ts'
import type { ModelAnswer } from './language-model-answer.ts'
import { type CallFailure, callFailure } from './language-model-failure.ts'
import { onlyCalls, tokenPlaces } from '../first-tokens.ts'
import { askedTokens } from '../asked-tokens.ts'
import { tokenCounts } from '../token-counts.ts'
import { jobFields } from '../job-fields.ts'
import type { RequestJob } from '../requester.ts'

/** A call that is over. */
export interface ModelCall {
  readonly sent: number
  readonly ended: number
  /** Reads the answer, after the clock. */
  readonly answer: () => ModelAnswer & {
    /** Whether an answer that did not stream holds anything; absent of a streamed one. */
    readonly generated?: boolean
  }
  /** Error that was thrown, of any kind; null where none was. */
  readonly problem: { readonly error: unknown } | null
  /** Time-out that cut the call short; absent where none did. */
  readonly cut?: FailedSample['failure']
}

/** The record of a call that is over. */
export function sampleOf(job: RequestJob, call: ModelCall, redact: Redact): Sample {
  const answer = call.answer()
  const { text, reasoning, toolCalls, chunkTimes } = answer
  const counted = {
    usage: answer.usage,
    reasoning,
    events: chunkTimes.length,
    generated: answer.generated ?? chunkTimes.length > 0,
  }
  const tokens = tokenCounts(counted)
  const base = {
    ...jobFields(job),
    sent: call.sent,
    chunkTimes,
    tokens,
    asked: askedTokens(job, true),
    text,
    ...(reasoning === '' ? {} : { reasoning }),
    ...(toolCalls === '' ? {} : { toolCalls }),
    ...answeringModel(answer.model),
  }
  const failed = failureOf(call, answer, redact)
  if (failed !== null) {
    const { failure, status, retryAfterSeconds } = failed
    const http = status === null ? {} : { http: { connectMs: null, status, retryAfterSeconds } }
    return { ...base, state: 'failed', end: call.ended, failure, ...http }
  }
  const { finishedAt, firstCharacters, characters } = answer
  const end = (chunkTimes.length === 0 ? null : finishedAt) ?? chunkTimes.at(-1) ?? call.ended
  const unended = call.cut === undefined ? {} : ({ unended: true } as const)
  return {
    ...base,
    state: 'completed',
    end,
    ...(call.ended > end ? { over: call.ended } : {}),
    ...unended,
    ...tokenPlaces(counted, tokens, {
      sent: call.sent,
      chunkTimes,
      firstCharacters,
      characters,
      finishedLater: finishedAt !== null,
      mayHoldBack: onlyCalls({ text, reasoning, toolCalls }),
    }),
    firstChunk: answer.firstChunk,
    first: answer.first,
    firstVisible: answer.firstVisible,
    finish: answer.finish === 'error' || answer.finish === 'none' ? 'other' : answer.finish,
  }
}

function failureOf(
  { cut, problem }: ModelCall,
  answer: ReturnType<ModelCall['answer']>,
  redact: Redact,
): CallFailure | null {
  const { errors, finish, finishWord, usage, chunkTimes, firstChunk, generated = chunkTimes.length > 0 } = answer
  const begun = firstChunk !== null
  if (errors.length > 0) return callFailure(errors[0], { inStream: true, begun }, redact)
  if (cut !== undefined && finish === 'none') return plain(cut)
  // A finish reason ends nothing that breaks off behind it.
  if (problem !== null && cut === undefined) return callFailure(problem.error, { inStream: false, begun }, redact)
  if (finish === 'none' && answer.generated === undefined)
    return plain({ class: 'truncated', message: truncated(chunkTimes.length) })
  const end = { finishWord, serverError: null, generated, usage }
  const failure = endFailure(end, redact)
  return failure === null ? null : plain(failure)
}

function truncated(chunks: number): string {
  return `the stream ended after ${chunks} generated ${chunks === 1 ? 'chunk' : 'chunks'}, without a finish reason`
}

function plain(failure: FailedSample['failure']): CallFailure {
  return { failure, status: null, retryAfterSeconds: null }
}
