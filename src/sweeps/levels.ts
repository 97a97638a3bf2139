import type { Variable } from './axis.ts'
import type { Call } from '../option-check/call.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { concurrent, type LoadPlan, rate, type RateOptions } from '../workload/load.ts'

/** The load at a level. */
export function loadAt(
  variable: Variable,
  level: number,
  arrivals: Pick<RateOptions, 'arrivals' | 'burstiness'>,
): LoadPlan {
  return variable === 'concurrency' ? concurrent(level) : rate(level, arrivals)
}

/** Name of a level: "8 clients", "2.5 requests/s". */
export function levelName(variable: Variable, level: number): string {
  if (variable === 'concurrency') return level === 1 ? '1 client' : `${level} clients`
  return `${Number(level.toPrecision(4))} requests/s`
}

/** The one of `concurrency` and `rate` that was given, with its levels. */
export interface ChosenVariable {
  readonly variable: Variable
  readonly values: readonly number[]
}

/**
 * Which of the two variables of a sweep or a search is varied; each is right by itself.
 * @param usual clients of levels where none are named, or in place of those that are
 * @throws LlmBenchError `invalid-option` unless exactly one is given
 */
export function chosenVariable(
  call: Call,
  {
    concurrency,
    rate: rates,
  }: { readonly concurrency?: readonly number[] | undefined; readonly rate?: readonly number[] | undefined },
  usual: { readonly clients: readonly number[]; readonly win: boolean } | null = null,
): ChosenVariable {
  if (usual !== null && rates === undefined && (usual.win || concurrency === undefined))
    return { variable: 'concurrency', values: usual.clients }
  if (concurrency !== undefined && rates === undefined) return { variable: 'concurrency', values: concurrency }
  if (rates !== undefined && concurrency === undefined) return { variable: 'rate', values: rates }
  throw notAllowed(
    call('concurrency, rate'),
    rates === undefined ? 'neither' : 'both',
    'one of them, a list such as concurrency: [1, 2, 4, 8]',
  )
}
