import * as v from 'valibot'
import { metricDefinitions, metricNames } from '../metrics/definitions.ts'
import { positive } from '../option-check/kinds.ts'

const limit = v.exactOptional(v.pipe(positive, v.description('milliseconds above 0')))

const limits = v.pipe(
  v.strictObject({ mean: limit, p50: limit, p90: limit, p95: limit, p99: limit }),
  v.check(hasEntries),
  v.description('a statistic and its limit in ms, such as { p95: 200 }'),
)

const times = metricNames.filter((name) => metricDefinitions[name].better === 'lower')

/** Schemas of the clauses of an objective, by name. */
export const objectiveEntries: Readonly<Record<string, v.GenericSchema>> = {
  ...Object.fromEntries(times.map((name) => [name, v.exactOptional(limits)])),
  successRate: v.exactOptional(
    v.pipe(v.number(), v.minValue(0), v.ltValue(1), v.description('a share of 0 or more and below 1: 99 % is 0.99')),
  ),
}

/** Schema of an objective: limits of times, and a rate. */
export const objectiveSchema: v.GenericSchema = v.pipe(
  v.strictObject(objectiveEntries),
  v.check((clauses) => hasEntries(clauses)),
  v.description('an object such as { ttft: { p95: 200 }, successRate: 0.99 }, or the name of a preset'),
)

function hasEntries(value: object): boolean {
  return Object.keys(value).length > 0
}
