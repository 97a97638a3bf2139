import { invalidLoad, maxConcurrencyOf, refuseForeign } from './invalid-load.ts'
import type { OpenLoad } from './plan.ts'

/** Options of {@link trace}. */
export interface TraceOptions {
  /** 2 replays in half the time, 0.5 in twice the time. Default 1. */
  speed?: number
  /** Most requests in flight, from 1 to 1024; further ones wait. Default: no limit; 8 of a local model. */
  maxConcurrency?: number
}

/**
 * An open load that repeats recorded traffic: the moments of the requests and, where the file has
 * them, how many tokens went in and came out. Reads Mooncake's JSONL and the CSV of BurstGPT and of
 * the Azure LLM inference traces; the file is read when the run starts.
 *
 * @param path relative to the project's root, or absolute
 * @example bench('a real hour', { load: trace('traces/azure-conv.csv', { speed: 2 }) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function trace(path: string, options: TraceOptions = {}): OpenLoad {
  if (typeof path !== 'string' || path === '') {
    throw invalidLoad(`trace(${JSON.stringify(path)}): give the path of a JSONL or CSV file`)
  }
  const call = `trace('${path}')`
  const { speed = 1, maxConcurrency, ...others } = options
  refuseForeign(call, others, ['speed', 'maxConcurrency'])
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw invalidLoad(`${call}: option speed is ${speed}: give a factor above 0, for example 2 for half the time`)
  }
  return {
    kind: 'open',
    name: 'trace',
    arrivals: { kind: 'trace', path, speed },
    maxConcurrency: maxConcurrencyOf(call, maxConcurrency),
  }
}
