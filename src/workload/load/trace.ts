import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { noMore } from '../../option-check/no-more.ts'
import { shown } from '../../option-check/shown.ts'
import type { TraceOptions } from './load-options.ts'
import { refuseObeying } from './refuse-obeying.ts'
import { traceSchema } from './load-schema.ts'
import type { OpenLoad } from './plan.ts'

/**
 * An open load that repeats recorded traffic: the moments of the requests and, where the file has
 * them, how many tokens went in and came out. Reads Mooncake's JSONL and the CSV of BurstGPT and of
 * the Azure LLM inference traces; the file is read when the run starts.
 *
 * @param path relative to the project's root, or absolute
 * @example bench('a real hour', { load: trace('traces/azure-conv.csv', { speed: 2 }) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function trace(path: string, options?: TraceOptions): OpenLoad
export function trace(path: string, options: TraceOptions = {}, ...more: unknown[]): OpenLoad {
  noMore('trace(path, options)', more)
  if (typeof path !== 'string' || path === '') {
    throw notAllowed('trace(path)', shown(path), 'the path of a JSONL or CSV file')
  }
  const call = optionsOf('trace', shown(path))
  refuseObeying(call, options)
  const { speed = 1, maxConcurrency = null } = checkOptions(traceSchema, options, { call })
  return { kind: 'open', name: 'trace', arrivals: { kind: 'trace', path, speed }, maxConcurrency }
}
