import type { BreakEvenRequest } from '../../../../src/money/break-even.ts'
import type { IntervalRecord } from '../../../../src/record/figure.ts'
import type { FullCostRecord } from '../../../../src/record/money/full-cost.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { type Sides, sidesOf } from '../../../words/money/sides.ts'

/** A run on a machine that was declared, beside an API: what break-even is computed from. */
export interface OwnedSides extends Sides {
  readonly full: FullCostRecord
  readonly request: BreakEvenRequest
  /** Interval of the electricity of a request. */
  readonly electricity: IntervalRecord | null
}

/** Each run whose machine was declared beside each API that a claim held it against, once. */
export function ownedSides(runs: readonly RunRecord[]): OwnedSides[] {
  const owned = sidesOf(runs).flatMap((sides): OwnedSides[] => {
    const { cost } = sides.run
    if (cost?.full === undefined) return []
    const { full } = cost
    const request = {
      marginalUsd: full.split.electricity,
      seconds: full.secondsPerRequest,
      apiUsd: sides.api.usdPerRequest,
    }
    return [{ ...sides, full, request, electricity: cost.interval ?? null }]
  })
  // A claim of the marginal cost and one of the full one rest on the same machine and price.
  return [...new Map(owned.map((one) => [JSON.stringify([one.run.id, one.api.label, one.api.source]), one])).values()]
}
