import { setTimeout as sleep } from 'node:timers/promises'
import { LlmBenchError } from '../../errors.ts'
import { now } from '../../clock.ts'
import { at, textOf } from '../../json.ts'
import { askServer } from './ask-server.ts'
import type { ServerSpec } from '../server-spec.ts'

/** A server that was spawned and is to become ready. */
export interface Waiting {
  readonly spec: ServerSpec
  /** Base address of its API. */
  readonly url: string
  /** Moment at which waiting ends, in milliseconds of CLOCK_MONOTONIC. */
  readonly deadline: number
  readonly onProgress: (text: string) => void
  /** Signal that is aborted when the server has ended, or the start was given up. */
  readonly signal: AbortSignal
  /** Whether its log says that its model cannot be loaded. */
  readonly hasFailed: () => boolean
}

/** Milliseconds between questions to a fresh server: often, so that its start is timed well; later seldom. */
const askOftenMs = 25
const askSeldomMs = 250
const oftenForMs = 5000
const answerMs = 2000

/**
 * Waits until a server is ready: its health says so, it has the model it needs, and the model is loaded.
 * @throws LlmBenchError `server-timeout` after the deadline, `model-not-found` when it lacks the model,
 * `server-failed` when it cannot load it; the signal's reason when that is aborted
 * @returns the `system_fingerprint` of its first answer; null where there was none
 */
export async function waitUntilReady(waiting: Waiting): Promise<string | null> {
  await waitForHealth(waiting)
  await checkModel(waiting)
  return await preload(waiting)
}

async function waitForHealth({ spec, url, deadline, onProgress, signal, hasFailed }: Waiting): Promise<void> {
  const health = new URL(spec.healthPath, url)
  const startedAt = now()
  let state = 'starting'
  let told = ''
  for (;;) {
    signal.throwIfAborted()
    const waitedMs = now() - startedAt
    const text = `${spec.name}: ${state}, ${Math.floor(waitedMs / 1000)} s`
    if (text !== told) onProgress(text)
    told = text
    const answer = await askServer({ url: health, timeoutMs: answerMs, signal }).catch(() => null)
    signal.throwIfAborted()
    if (answer?.status === 200) return
    state = stateOf(answer?.status ?? null)
    // One that does not answer yet may have errors in its log that it gets over.
    if (answer !== null && hasFailed())
      throw new LlmBenchError(
        'server-failed',
        `${spec.name} could not load its model (GET ${health.pathname}: status ${answer.status})`,
      )
    if (now() >= deadline)
      throw new LlmBenchError(
        'server-timeout',
        `${spec.name} was not ready after ${spec.readyTimeoutMs / 1000} s ` +
          `(GET ${health.pathname}: ${answer === null ? 'no answer' : `status ${answer.status}`})`,
      )
    await sleep(waitedMs < oftenForMs ? askOftenMs : askSeldomMs, undefined, { signal }).catch(() => {})
  }
}

/** State of a server by its health's answer: llama-server and others answer 503 while they load. */
function stateOf(status: number | null): string {
  if (status === null) return 'starting'
  return status === 503 ? 'loading model' : `health answers ${status}`
}

async function checkModel({ spec, url, signal, deadline }: Waiting): Promise<void> {
  if (spec.requiredModel === null) return
  const { path, name, hint } = spec.requiredModel
  const { body } = await askServer({ url: new URL(path, url), timeoutMs: deadline - now(), signal })
  const { models } = JSON.parse(body) as { models?: readonly { name?: string }[] }
  const names = new Set((models ?? []).map((model) => model.name))
  // A name without a tag means the tag `latest`.
  if (!names.has(name) && !names.has(`${name}:latest`))
    throw new LlmBenchError('model-not-found', `${spec.name} has no model "${name}": ${hint}`)
}

async function preload({ spec, url, onProgress, signal, deadline, hasFailed }: Waiting): Promise<string | null> {
  if (spec.preload === null) return null
  const { path, body } = spec.preload
  onProgress(`${spec.name}: loading model`)
  const failed = new AbortController()
  const watch = setInterval(() => {
    if (hasFailed()) failed.abort()
  }, askSeldomMs)
  const either = AbortSignal.any([signal, failed.signal])
  try {
    const timeoutMs = deadline - now()
    const answer = await askServer({ url: new URL(path, url), json: body, timeoutMs, signal: either })
    if (answer.status !== 200) throw notLoaded(spec, `POST ${path} answered ${answer.status}`)
    return fingerprintOf(answer.body)
  } catch (error) {
    signal.throwIfAborted()
    if (failed.signal.aborted) throw notLoaded(spec, `POST ${path} has no answer`)
    if (error instanceof Error && now() < deadline) throw error
    throw new LlmBenchError(
      'server-timeout',
      `${spec.name} had not loaded its model after ${spec.readyTimeoutMs / 1000} s`,
      { cause: error },
    )
  } finally {
    clearInterval(watch)
  }
}

function notLoaded({ name }: ServerSpec, how: string): LlmBenchError {
  return new LlmBenchError('server-failed', `${name} could not load its model: ${how}`)
}

function fingerprintOf(body: string): string | null {
  try {
    return textOf(at(JSON.parse(body), 'system_fingerprint'))
  } catch {
    return null
  }
}
