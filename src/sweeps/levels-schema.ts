import * as v from 'valibot'
import { runLengthEntries } from '../plan/run-schema.ts'
import { burstinessSchema, mostConcurrency, mostPerSecond } from '../workload/load/load-schema.ts'
import { positive } from '../option-check/kinds.ts'

const clients = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostConcurrency))
const perSecond = v.pipe(
  positive,
  v.maxValue(mostPerSecond),
  v.description(`requests per second above 0, at most ${mostPerSecond}`),
)

const levels = {
  concurrency: v.optional(listOf(clients)),
  rate: v.optional(listOf(perSecond)),
}

const ofEachLevel = {
  ...runLengthEntries,
  arrivals: v.optional(v.picklist(['poisson', 'constant', 'gamma'])),
  burstiness: v.optional(burstinessSchema),
}

/** Schema of `LoadSweepOptions`; that one of its variables is given is looked at afterwards. */
export const loadSweepSchema: v.GenericSchema = v.strictObject({ ...ofEachLevel, ...levels })

/** Schema of `FindMaxLoadOptions`; its objective and its levels are looked at afterwards. */
export const findMaxLoadSchema: v.GenericSchema = v.strictObject({
  slo: v.optional(v.unknown()),
  ...levels,
  ...ofEachLevel,
  resolution: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1), v.description('a share above 0 and below 1'))),
  searchBudget: v.optional(v.pipe(v.number(), v.minValue(0), v.description('milliseconds of 0 or more'))),
})

function listOf(level: v.GenericSchema<number>): v.GenericSchema<number[]> {
  return v.pipe(v.array(level), v.minLength(1), v.description('a list of levels, such as [1, 2, 4, 8]'))
}
