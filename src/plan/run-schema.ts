import * as v from 'valibot'
import { isObject, type JsonObject } from '../json.ts'
import { milliseconds, positive, text, whole, wholeOrZero } from '../option-check/kinds.ts'
import { clientsSchema } from '../workload/load/load-schema.ts'
import { energySchema } from './energy-schema.ts'
import { lockSchema } from './lock/lock-schema.ts'
import { rooflineSchema } from './roofline-schema.ts'
import { startSchema } from './start/start-schema.ts'
import { launchesSchema } from './launches-schema.ts'
import { scoreSchema } from '../quality/score-schema.ts'
import type { RunOptions } from './run-options.ts'

/** Schemas of the options of a run that those of several runs, such as a sweep's levels, have too. */
export const runLengthEntries: Readonly<
  Record<'requests' | 'duration' | 'budget' | 'warmup' | 'maxUsd', v.GenericSchema>
> = {
  requests: v.optional(whole),
  duration: v.optional(
    v.pipe(milliseconds, v.description('the milliseconds to measure for, above 0, for example 60_000')),
  ),
  budget: v.optional(
    v.pipe(milliseconds, v.description('the milliseconds the run may take, above 0, for example 120_000')),
  ),
  warmup: v.nullish(wholeOrZero),
  maxUsd: v.optional(v.pipe(positive, v.description('US dollars above 0, for example 0.5'))),
}

const { requests, duration, budget, warmup, maxUsd } = runLengthEntries

/** Schemas of {@link RunOptions}, in the order they are told in. */
export const runEntries: Readonly<Record<keyof RunOptions, v.GenericSchema>> = {
  requests,
  duration,
  budget,
  load: v.nullish(v.pipe(v.custom(isLoadPlan), v.description('a load plan such as concurrent(10) or rate(5)'))),
  warmup,
  until: v.nullish(v.pipe(v.custom(isUntil), v.description('decided({ p95: 50 })'))),
  maxUsd,
  launches: launchesSchema,
  pageCache: v.optional(v.picklist(['cold', 'warm'])),
  anchor: v.optional(v.boolean()),
  energy: energySchema,
  roofline: rooflineSchema,
  score: scoreSchema,
  lock: lockSchema,
  part: v.optional(v.pipe(text, v.description('the name of the whole load'))),
  startAt: startSchema,
}

/** Whether a value is what a load's own function makes: written by hand it may be of anything. */
function isLoadPlan(value: unknown): boolean {
  if (!isObject(value)) return false
  return value['kind'] === 'closed' ? v.is(clientsSchema, value['concurrency']) : isOpenLoad(value)
}

function isOpenLoad({ kind, arrivals }: JsonObject): boolean {
  return kind === 'open' && isObject(arrivals)
}

function isUntil(value: unknown): boolean {
  return isObject(value) && value['kind'] === 'decided'
}

/** Schema of {@link RunOptions}. */
export const runSchema: v.GenericSchema = v.strictObject(runEntries)

/** Schema of the options of `measure`. */
export const measureSchema: v.GenericSchema = v.strictObject({ name: v.optional(v.string()), ...runEntries })
