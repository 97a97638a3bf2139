import type { Metrics } from '../../metrics/distribution.ts'
import type { RunEnd, RunHeader } from '../../plan/header.ts'
import { kvTypesOf, parseKvCache } from '../../models/kv-cache.ts'
import { usualCacheTypes } from '../../models/reads/step-bytes.ts'
import type { ModelReads } from '../../models/reads/model-reads.ts'
import type { RooflineWish } from '../../plan/roofline.ts'
import type { RooflineRecord } from '../../record/machine/roofline.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import { timingsOf } from '../add-timings.ts'
import { rooflineRecord } from './roofline-record.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** The roofline of a run; null where nobody wants it, or where what its model reads is not known. */
export function rooflineOf(
  { facts, plan, cores }: RunHeader,
  end: RunEnd,
  samples: Rows<RequestFacts>,
  metrics: Metrics,
): RooflineRecord | null {
  const { target, reads, unusedInstructions, calibration } = facts
  // A journal of an older release knows neither.
  const known = reads as ModelReads | null | undefined
  const wish = plan.roofline as RooflineWish | undefined
  if (known === null || known === undefined || wish === undefined || wish.kind === 'off') return null
  // A step that checks a draft brings several tokens for one read of the weights.
  const { draft, promptLookup } = target.configuration ?? {}
  if (typeof draft === 'string' || typeof promptLookup === 'string') return null
  const kvCache = target.configuration?.['kvCache']
  const named = typeof kvCache === 'string' ? parseKvCache(kvCache) : 'auto'
  return rooflineRecord({
    reads: known,
    types: kvTypesOf(named) ?? usualCacheTypes,
    ceilings: end.ceilings ?? null,
    samples,
    metrics,
    timings: end.engineTimings ?? timingsOf(samples),
    alone: plan.load.kind === 'closed' && plan.concurrency === 1,
    engaged: {
      backend: target.backend,
      gpuLayers: target.gpuLayers,
      totalLayers: target.totalLayers,
      threads: target.threads,
      cores,
      calibrated: calibration.length > 0,
      unusedInstructions,
    },
  })
}
