import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { numberOf } from '../number-of.ts'

interface Limit {
  readonly allowed: string
  readonly fits: (value: number) => boolean
}

const time: Limit = { allowed: 'milliseconds above 0, such as 50', fits: (value) => value > 0 }
const share: Limit = {
  allowed: 'a share of 0 or more and below 1, such as 0.98',
  fits: (value) => value >= 0 && value < 1,
}

/** Name of a limit, which is its option without the dashes. */
export type LimitName =
  | 'p50-below'
  | 'p95-below'
  | 'p99-below'
  | 'ttft-p95'
  | 'tpot-p95'
  | 'min-tps'
  | 'min-success'
  | 'min-saving'

/** A limit that each run is held to. */
export interface AskedLimit {
  readonly name: LimitName
  readonly value: number
}

const limits: Readonly<Record<LimitName, Limit>> = {
  'p50-below': time,
  'p95-below': time,
  'p99-below': time,
  'ttft-p95': time,
  'tpot-p95': time,
  'min-tps': { allowed: 'tokens per second of 0 or more', fits: (value) => value >= 0 },
  'min-success': share,
  'min-saving': share,
}

/** Every limit's name. */
export const limitNames: readonly LimitName[] = Object.keys(limits) as LimitName[]

/**
 * The limits that were given.
 * @throws LlmBenchError `invalid-option`
 */
export function limitsOf(values: Readonly<Record<string, unknown>>): AskedLimit[] {
  return limitNames.flatMap((name) => {
    const text = values[name]
    if (typeof text !== 'string') return []
    const value = numberOf(text)
    if (Number.isFinite(value) && limits[name].fits(value)) return [{ name, value }]
    throw notAllowed(`llm-bench run --${name}`, shown(text), limits[name].allowed)
  })
}
