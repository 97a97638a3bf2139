import { randomInt } from 'node:crypto'
import { at } from '../../json.ts'
import type { Sample } from '../../samples/sample.ts'
import { now } from '../../clock.ts'
import type { LanguageModelTransport } from './transport.ts'
import type { LanguageModel } from './language-model.ts'
import { generatedPart, streamedAnswer, wholeAnswer } from './language-model-answer.ts'
import { modelCall, type ModelCallOptions, preparedText } from './language-model-call.ts'
import { callAnswerRedactor, callRedactor } from './language-model-failure.ts'
import { importLanguageModel } from './language-model-module.ts'
import { type ModelCall, sampleOf } from './language-model-sample.ts'
import { CallWatch } from './language-model-watch.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { Requester } from '../requester.ts'

/** Options that the calls of one workload share. */
export type ModelCalls = Pick<LanguageModelTransport, 'stream' | 'nonce' | 'timeouts' | 'callOptions'>

/** A requester to the model that a module exports, and the names the model gives itself and its provider. */
export interface PreparedLanguageModel {
  readonly requester: Requester
  readonly model: string
  readonly provider: string
}

/**
 * Imports a module that exports a language model, and makes requests to it.
 * @throws LlmBenchError `model-not-found` when there is no such file, `model-invalid` when it cannot
 * be imported or exports no language model
 */
export async function languageModelRequester(transport: LanguageModelTransport): Promise<PreparedLanguageModel> {
  const { module, exportName, callOptions } = transport
  const model = await importLanguageModel(module, exportName, callRedactor(process.env, callOptions))
  return { requester: modelRequester(model, transport), model: model.modelId, provider: model.provider }
}

/**
 * A requester to a language model of the AI SDK. Stamps are taken as its stream is read: the work of the
 * SDK on an answer before that, decoding and checking it, is a part of them.
 */
export function modelRequester(model: LanguageModel, calls: ModelCalls): Requester {
  const { timeouts, callOptions } = calls
  const redact = callRedactor(process.env, callOptions)
  const hide = callAnswerRedactor(process.env, callOptions)
  const make = calls.stream ? streamed : whole
  // Of every run another: a cache may know the nonces of the last.
  const nonceSeed = calls.nonce ? randomInt(2 ** 31) : null
  return {
    prepare: (content) => preparedText(content, nonceSeed),
    async request(job, signal, ready) {
      if (signal.aborted) return null
      const watch = new CallWatch(timeouts, signal)
      try {
        const call = await make(model, modelCall(job, nonceSeed, callOptions, watch.signal, ready), watch)
        const cut = watch.failure
        if (watch.signal.aborted && cut === null) return null
        const read = (): Sample => withoutSecrets(sampleOf(job, cut === null ? call : { ...call, cut }, redact), hide)
        // A refusal is short, and its client may be told to wait.
        return call.problem === null ? read : read()
      } finally {
        watch.end()
      }
    },
  }
}

interface Callable {
  doStream(options: ModelCallOptions): PromiseLike<unknown>
  doGenerate(options: ModelCallOptions): PromiseLike<unknown>
}

async function streamed(model: LanguageModel, options: ModelCallOptions, watch: CallWatch): Promise<ModelCall> {
  const parts: unknown[] = []
  const times: number[] = []
  let problem: ModelCall['problem'] = null
  const sent = now()
  try {
    const result = await unlessCut(watch.signal, (model as Callable).doStream(options), cancelStream)
    const reader = streamOf(result).getReader()
    // A model that does not listen to the signal is no longer waited for.
    watch.signal.addEventListener('abort', () => void reader.cancel().catch(() => {}), { once: true })
    for (;;) {
      const { done, value } = await reader.read()
      const time = now()
      if (done) break
      parts.push(value)
      times.push(time)
      if (generatedPart(value) !== null) watch.generated()
    }
  } catch (error) {
    problem = { error }
  }
  return { sent, ended: now(), answer: () => streamedAnswer(parts, times), problem }
}

async function whole(model: LanguageModel, options: ModelCallOptions, watch: CallWatch): Promise<ModelCall> {
  const sent = now()
  try {
    const result = await unlessCut(watch.signal, (model as Callable).doGenerate(options), () => {})
    return { sent, ended: now(), answer: () => wholeAnswer(result), problem: null }
  } catch (error) {
    return { sent, ended: now(), answer: () => streamedAnswer([], []), problem: { error } }
  }
}

/** The result of a call; rejects when the signal is aborted first, and lets go of a result that comes later. */
async function unlessCut(
  signal: AbortSignal,
  call: PromiseLike<unknown>,
  letGo: (result: unknown) => void,
): Promise<unknown> {
  return await new Promise<unknown>((resolve, reject) => {
    const cut = (): void => reject(signal.reason as Error)
    signal.addEventListener('abort', cut, { once: true })
    call.then((result) => {
      if (signal.aborted) letGo(result)
      resolve(result)
    }, reject)
  })
}

function cancelStream(result: unknown): void {
  const stream = at(result, 'stream')
  if (stream instanceof ReadableStream) void stream.cancel().catch(() => {})
}

function streamOf(result: unknown): ReadableStream<unknown> {
  const stream = at(result, 'stream') as ReadableStream<unknown> | undefined
  if (typeof stream?.getReader === 'function') return stream
  throw new TypeError('doStream() of the model gave no { stream: ReadableStream }')
}
