import { now, timers } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { formatLimit } from '../../figures.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { Ledger } from './ledger.ts'
import { noteUsage } from './reported-usage.ts'
import type { TaskContext } from './task-context.ts'
import { watchedModel } from './watched-model.ts'

/** Function of a task. */
export type TaskFunction = (context: TaskContext) => unknown

/** Longest time of a timer in milliseconds: one of more would fire at once. */
const longestTimer = 2 ** 31 - 1
/** Milliseconds in which a task whose time is up may end, so that it does not run on in the time of the next. */
const graceMs = 1000

/** End of a task, in CLOCK_MONOTONIC milliseconds. */
export interface TaskEnd {
  readonly by: 'success' | 'failed' | 'error' | 'timeout'
  /** Moment at which that was known. */
  readonly end: number
  /** Moment at which its function was over, or was waited for no more. */
  readonly over: number
  /** Value it gave back, or the reason or error of its failure. */
  readonly value: unknown
}

/** An execution of a task that is over; its end is null where its block was aborted. */
export interface Execution {
  readonly sent: number
  readonly ledger: Ledger
  readonly end: TaskEnd | null
}

/**
 * Calls the function of a task once, and waits for it no longer than its time, or its block, lasts.
 * @param index number of the execution
 * @param block aborted where nobody waits for it any more
 */
export async function execute(
  task: TaskFunction,
  index: number,
  { timeoutMs, block }: { readonly timeoutMs: number; readonly block: AbortSignal },
): Promise<Execution> {
  const ledger = new Ledger()
  const timeUp = new AbortController()
  const signal = AbortSignal.any([block, timeUp.signal])
  const verdict = new Verdict()
  const cut = Promise.withResolvers<'cut'>()
  const leave = (): void => cut.resolve('cut')
  block.addEventListener('abort', leave, { once: true })
  let grace: NodeJS.Timeout | undefined
  const timer = timers.setTimeout(
    () => {
      verdict.say('timeout', `not over within ${formatLimit(timeoutMs, 'ms')}`)
      timeUp.abort(new LlmBenchError('aborted', `the task was not over within ${formatLimit(timeoutMs, 'ms')}`))
      grace = timers.setTimeout(leave, graceMs)
    },
    Math.min(timeoutMs, longestTimer),
  )
  const sent = now()
  try {
    const ended = await Promise.race([called(task, contextOf(index, signal, ledger, verdict)), cut.promise])
    if (ended !== 'cut') verdict.close(ended)
    if (block.aborted) return { sent, ledger, end: null }
    return { sent, ledger, end: { ...verdict.end, over: now() } }
  } finally {
    ledger.close()
    verdict.silence()
    timers.clearTimeout(timer)
    timers.clearTimeout(grace)
    block.removeEventListener('abort', leave)
  }
}

/** How a function ended by itself, and when. */
type Returned = { readonly at: number } & ({ readonly value: unknown } | { readonly error: unknown })

async function called(task: TaskFunction, context: TaskContext): Promise<Returned> {
  try {
    const value = await task(context)
    return { at: now(), value }
  } catch (error) {
    return { at: now(), error }
  }
}

/** The end of a task, as far as it is known: of several words the first failure counts, else the first success. */
class Verdict {
  #said: Omit<TaskEnd, 'over'> | null = null
  #silent = false

  /** @throws TypeError where nothing was said */
  get end(): Omit<TaskEnd, 'over'> {
    if (this.#said === null) throw new TypeError('the task has no end')
    return this.#said
  }

  say(by: TaskEnd['by'], value: unknown, end = now()): void {
    if (this.#silent || (this.#said !== null && (this.#said.by !== 'success' || by === 'success'))) return
    this.#said = { by, value, end }
  }

  /** Takes the end of the function itself for its word. */
  close(returned: Returned): void {
    if ('error' in returned) this.say('error', returned.error, returned.at)
    else this.say('success', returned.value, returned.at)
  }

  silence(): void {
    this.#silent = true
  }
}

function contextOf(index: number, signal: AbortSignal, ledger: Ledger, verdict: Verdict): TaskContext {
  return {
    index,
    signal,
    step: (...more: unknown[]) => {
      noMore('context.step()', more)
      ledger.step()
    },
    usage: (usage, ...more: unknown[]) => noteUsage(ledger, usage, more),
    model: (model, ...more: unknown[]) => {
      noMore('context.model(model)', more)
      return watchedModel(model, ledger)
    },
    succeed: (output, ...more: unknown[]) => {
      noMore('context.succeed(output)', more)
      verdict.say('success', output)
    },
    fail: (reason, ...more: unknown[]) => {
      noMore('context.fail(reason)', more)
      if (typeof reason !== 'string' || reason === '')
        throw notAllowed('context.fail(reason)', shown(reason), 'the reason, as a text')
      verdict.say('failed', reason)
      throw new Error(reason)
    },
  }
}
