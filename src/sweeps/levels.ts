import type { Variable } from './axis.ts'
import { LlmBenchError } from '../errors.ts'
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
 * The option that a sweep varies.
 * @param what name of the sweep, for messages
 * @throws LlmBenchError `invalid-option` unless exactly one is given, with levels that can be meant
 */
export function chosenVariable(
  what: string,
  {
    concurrency,
    rate: rates,
  }: { readonly concurrency?: readonly number[] | undefined; readonly rate?: readonly number[] | undefined },
): ChosenVariable {
  if ((concurrency === undefined) === (rates === undefined)) {
    throw new LlmBenchError(
      'invalid-option',
      `${what}: give either concurrency or rate, a list such as concurrency: [1, 2, 4, 8]`,
    )
  }
  const variable: Variable = concurrency === undefined ? 'rate' : 'concurrency'
  const values: unknown = concurrency ?? rates
  if (!Array.isArray(values) || values.length === 0) {
    throw new LlmBenchError(
      'invalid-option',
      `${what}: ${variable} is ${JSON.stringify(values)}: give a list of levels`,
    )
  }
  const whole = variable === 'concurrency'
  for (const value of values as unknown[]) {
    if (
      typeof value === 'number' &&
      value > 0 &&
      Number.isFinite(value) &&
      (!whole || (Number.isInteger(value) && value <= 1024))
    )
      continue
    const wanted = whole ? 'whole numbers from 1 to 1024' : 'requests per second above 0'
    throw new LlmBenchError('invalid-option', `${what}: ${variable} has ${JSON.stringify(value)}: give ${wanted}`)
  }
  return { variable, values: values as number[] }
}
