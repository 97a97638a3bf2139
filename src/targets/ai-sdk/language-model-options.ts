import * as v from 'valibot'
import type { Price } from '../../cost/price.ts'
import { LlmBenchError } from '../../errors.ts'
import type { CallTimeouts } from '../../requesters/ai-sdk/language-model-watch.ts'

/** Time-outs of a request, in milliseconds. A provider package opens its own connections. */
export interface LanguageModelTimeouts {
  /** From the call to its first generated part. Default 120,000. */
  firstToken?: number | undefined
  /** From one generated part to the next. Default 60,000. */
  stall?: number | undefined
  /** For the whole request. Default 600,000. */
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
  /** What its tokens cost. Default: the dated public price of its provider, where there is one. */
  price?: Price | undefined
}

/** Options with every default applied. */
export interface ResolvedLanguageModelOptions {
  readonly timeouts: CallTimeouts
  readonly hosts: number | 'auto'
  readonly price: Price | null
}

const milliseconds = v.pipe(v.number(), v.finite(), v.gtValue(0))
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
  hosts: v.optional(v.union([v.literal('auto'), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64))])),
  price: v.optional(v.custom<Price>((value) => typeof (value as Price | null)?.costOf === 'function')),
})

const wanted: Readonly<Record<string, string>> = {
  timeout: 'give milliseconds above 0, or { firstToken, stall, total }',
  hosts: "give a whole number from 1 to 64, or 'auto'",
  price: 'give a price such as openai(model) or price({ inputPerMTok, outputPerMTok })',
}

/**
 * @param live whether the model is an object in this process, which load hosts cannot share
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function resolveLanguageModelOptions(given: unknown, live: boolean): ResolvedLanguageModelOptions {
  const result = v.safeParse(schema, given)
  if (!result.success) throw invalid(result.issues[0])
  const { timeout, hosts, price } = result.output
  if (live && hosts !== undefined) {
    throw new LlmBenchError(
      'invalid-option',
      `languageModel(model, { hosts: ${JSON.stringify(hosts)} }): a model object is called in the process of the test; give a module, languageModel(() => import('./model.ts'), { hosts }), or leave hosts out`,
    )
  }
  const { firstToken, stall, total } = typeof timeout === 'number' ? { total: timeout } : (timeout ?? {})
  return {
    timeouts: { firstTokenMs: firstToken ?? 120_000, stallMs: stall ?? 60_000, totalMs: total ?? 600_000 },
    hosts: hosts ?? 'auto',
    price: price ?? null,
  }
}

function invalid(issue: v.BaseIssue<unknown>): LlmBenchError {
  const path = v.getDotPath(issue) ?? ''
  const way = wanted[path.split('.')[0] ?? '']
  if (path === '') {
    return new LlmBenchError(
      'invalid-option',
      'languageModel(): the second argument holds options: timeout, hosts, price',
    )
  }
  return new LlmBenchError(
    'invalid-option',
    way === undefined || issue.expected === 'never'
      ? `languageModel({ ${path} }): there is no such option; there are ${Object.keys(schema.entries).join(', ')}`
      : `languageModel({ ${path} }): ${JSON.stringify(issue.input) ?? String(issue.input)} is not allowed; ${way}`,
  )
}
