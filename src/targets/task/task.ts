import * as v from 'valibot'
import { priceSchema } from '../../cost/price-schema.ts'
import type { Price } from '../../cost/priced.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { milliseconds } from '../../option-check/kinds.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { oneClient } from '../../workload/load.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { answerOnce } from '../answer-once.ts'
import { openLiveDriver } from '../live-driver.ts'
import { remoteFacts } from '../remote-facts.ts'
import type { Target } from '../target.ts'
import { makeWorkload, type Workload } from '../workload.ts'
import type { TaskContext } from './task-context.ts'
import { taskLimits } from './task-limit.ts'
import { taskRequester } from './task-requester.ts'
import { callPrices, costsNothing } from './task-tokens.ts'

/** Options of a task. */
export interface TaskOptions {
  /** Milliseconds for one execution, after which it has failed. Default 600,000. */
  timeout?: number | undefined
  /**
   * Price of the tokens of its calls: one for all, or one for each model by its name. Default: the dated public price
   * of a call of an AI SDK model, none of any other. One for all that is 0 throughout says that no call costs anything.
   */
  price?: Price | Readonly<Record<string, Price>> | undefined
}

const isPlain = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

const schema = v.strictObject({
  timeout: v.optional(milliseconds, 600_000),
  price: v.optional(
    v.pipe(
      v.union([priceSchema, v.pipe(v.custom<Record<string, Price>>(isPlain), v.record(v.string(), priceSchema))]),
      v.description('a price such as openai(model) or price({ inputPerMTok, outputPerMTok }), or one for each model'),
    ),
  ),
})

/**
 * A workload of your own: any asynchronous function, such as an agent, a loop of tools, a chain with retrieval. Each
 * execution is one request of a run. Its latency is the time until it says `succeed()`, or returns; one that says
 * `fail(reason)`, throws or takes too long has failed. It runs in the process of the test, which the report says.
 *
 * @param name a few words for messages and reports
 * @param execute the function; what it gives back is kept as the text of the answer
 * @throws LlmBenchError `invalid-workload` for a wrong name or function, `invalid-option` naming the option
 * @example
 * const agent = task('books a trip', async ({ model, fail, signal }) => {
 *   const { text } = await generateText({ model: model(openai('gpt-4o')), prompt, tools, abortSignal: signal })
 *   return text.includes('booked') ? text : fail('nothing was booked')
 * })
 * const run = await bench('agent', { requests: 60 }, agent).run()
 */
export function task(name: string, execute: (context: TaskContext) => unknown, options?: TaskOptions): Workload
export function task(
  name: string,
  execute: (context: TaskContext) => unknown,
  options: TaskOptions = {},
  ...more: unknown[]
): Workload {
  const call = optionsOf('task', 'name, execute')
  noMore(call(''), more)
  const invalid = { code: 'invalid-workload' } as const
  if (typeof name !== 'string' || name.trim() === '')
    throw notAllowed('task(name)', shown(name), 'a text of at least one character', invalid)
  if (typeof execute !== 'function')
    throw notAllowed('task(name, execute)', shown(execute), 'a function, async (context) => …', invalid)
  const { timeout, price = null } = checkOptions(schema, options, { call })
  const facts = remoteFacts(
    { kind: 'task', model: name, spec: `task(${JSON.stringify(name)})`, source: 'task' },
    costsNothing(price) ? { free: true } : {},
  )
  const limitOf = taskLimits()
  const target: Target = {
    // A requester a driver: prices that were looked up are those of its day.
    open: async (asked) => {
      const requester = taskRequester(execute, timeout, callPrices(price))
      return openLiveDriver({ requester, facts, validate: null, limitOf }, asked)
    },
    answer: async (asked) => await answerOnce(await target.open(asked, oneClient)),
  }
  const request: RequestDefinition = {
    kind: 'task',
    prompts: [{ kind: 'text', text: name }],
    sampling: { maxTokens: 0, temperature: 0, seed: 0, ignoreEos: false },
  }
  return makeWorkload({ target, request })
}
