import * as v from 'valibot'
import type { RunRecord } from '../record/run.ts'

const figure = v.nullable(v.number())
const count = v.pipe(v.number(), v.minValue(0))

/** The parts of a run that a comparison reads, in a file that anybody may have changed; others may be there. */
const schema = v.looseObject({
  project: v.optional(v.string(), ''),
  file: v.string(),
  test: v.string(),
  name: v.string(),
  state: v.string(),
  error: v.optional(v.nullable(v.string()), null),
  target: v.looseObject({
    kind: v.string(),
    model: v.string(),
    fields: v.optional(v.array(v.looseObject({ name: v.string() }))),
  }),
  load: v.looseObject({ concurrency: count }),
  launches: v.optional(
    v.array(v.looseObject({ kind: v.optional(v.string()), slot: v.optional(v.nullable(count)), requests: count })),
  ),
  workload: v.looseObject({ prompts: count }),
  requests: v.looseObject({ succeeded: count }),
  tokens: v.looseObject({ source: v.string() }),
  items: v.optional(v.nullable(v.looseObject({ perRequest: v.looseObject({ min: count, max: count }) }))),
  metrics: v.record(v.string(), v.looseObject({ n: count, p50: figure, adjusted: v.looseObject({ p50: figure }) })),
  checks: v.array(
    v.looseObject({ id: v.string(), status: v.string(), message: v.string(), protects: v.array(v.string()) }),
  ),
})

/**
 * The place of what is missing or damaged in a run that came from a file, such as `checks[0].protects`; null where
 * all that a comparison reads is there. Empty for what is no run at all.
 */
export function damagedPart(run: unknown): string | null {
  const result = v.safeParse(schema, run, { abortEarly: true })
  return result.success ? null : (v.getDotPath(result.issues[0]) ?? '')
}

/** Whether all that a comparison reads is in a run that came from a file. */
export function isComparable(run: unknown): run is RunRecord {
  return damagedPart(run) === null
}
