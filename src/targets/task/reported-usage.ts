import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { sdkUsage } from '../../requesters/ai-sdk/sdk-usage.ts'
import type { Ledger } from './ledger.ts'

const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.description('a whole number of at least 0')))

const named = v.pipe(
  v.custom<{ provider: string; modelId: string }>((value) => {
    const { provider, modelId } = (value ?? {}) as { provider?: unknown; modelId?: unknown }
    return typeof provider === 'string' && typeof modelId === 'string'
  }),
  v.description('the name of a model, or a model of the AI SDK'),
)

const usageSchema = v.strictObject({
  model: v.optional(v.union([v.pipe(v.string(), v.minLength(1)), named])),
  inputTokens: count,
  outputTokens: count,
  cachedInputTokens: count,
  reasoningTokens: count,
  // The usage of the AI SDK has these beside; nothing of them is read.
  totalTokens: v.optional(v.unknown()),
  inputTokenDetails: v.optional(v.unknown()),
  outputTokenDetails: v.optional(v.unknown()),
  raw: v.optional(v.unknown()),
})

/**
 * Notes the tokens that a task reports of a call.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function noteUsage(ledger: Ledger, given: unknown, more: readonly unknown[]): void {
  noMore('context.usage(usage)', more)
  const { model = null } = checkOptions(usageSchema, given, { call: optionsOf('context.usage') })
  ledger.call(model, sdkUsage(given))
}
