import * as v from 'valibot'
import { priceSchema } from '../../cost/price-schema.ts'
import type { Price } from '../../cost/priced.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { milliseconds } from '../../option-check/kinds.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { CallTimeouts } from '../../requesters/ai-sdk/language-model-watch.ts'
import { answersAsSchema } from '../load/answers-as-schema.ts'
import { hostsSchema } from '../load/hosts-schema.ts'

/** Time-outs of a request, in milliseconds. A provider package opens its own connections. */
export interface LanguageModelTimeouts {
  /** Time from the call to its first generated part. Default 120,000. */
  firstToken?: number | undefined
  /** Time from one generated part to the next. Default 60,000. */
  stall?: number | undefined
  /** Time for the whole request. Default 600,000. */
  total?: number | undefined
}

/** Options of `languageModel`. */
export interface LanguageModelOptions {
  /** Milliseconds for the whole request, or each time-out by name. */
  timeout?: number | LanguageModelTimeouts | undefined
  /**
   * Processes that make the load, of a model in a module. Default `auto`: one, more when it is the
   * limit.
   */
  hosts?: number | 'auto' | undefined
  /**
   * Names under which this model may answer, beside its own, or `*` for any. Answers that name another model
   * are found by the check `other-model`.
   */
  answersAs?: string | readonly string[] | undefined
  /** Price of its tokens. Default: the dated public price of its provider, where there is one. */
  price?: Price | undefined
}

/** Options with every default applied. */
export interface ResolvedLanguageModelOptions {
  readonly timeouts: CallTimeouts
  readonly hosts: number | 'auto'
  readonly price: Price | null
  readonly answersAs: readonly string[]
}

const schema = v.strictObject({
  timeout: v.optional(
    v.union([
      milliseconds,
      v.strictObject({
        firstToken: v.optional(milliseconds),
        stall: v.optional(milliseconds),
        total: v.optional(milliseconds),
      }),
    ]),
  ),
  hosts: v.optional(hostsSchema),
  price: v.optional(priceSchema),
  answersAs: v.optional(answersAsSchema),
})

/**
 * Checks the options of `languageModel` and fills in the defaults.
 * @param live whether the model is an object in this process, which load hosts cannot share
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function resolveLanguageModelOptions(given: unknown, live: boolean): ResolvedLanguageModelOptions {
  const call = optionsOf('languageModel', 'source')
  const { timeout, hosts, price, answersAs = [] } = checkOptions(schema, given, { call })
  if (live && hosts !== undefined) {
    throw notAllowed(
      call('hosts'),
      `${shown(hosts)} with a model object`,
      "a module, languageModel(() => import('./model.ts'), { hosts }), " +
        'for an object is called in the process of the test',
    )
  }
  const { firstToken, stall, total } = typeof timeout === 'number' ? { total: timeout } : (timeout ?? {})
  return {
    timeouts: { firstTokenMs: firstToken ?? 120_000, stallMs: stall ?? 60_000, totalMs: total ?? 600_000 },
    hosts: hosts ?? 'auto',
    price: price ?? null,
    answersAs: [answersAs].flat(),
  }
}
