import { none } from '../../../src/figures.ts'
import { usdAmount, usdOfRequests } from '../../../src/money/readable-usd.ts'
import { projected } from '../../../src/money/projection.ts'
import type { CostRecord } from '../../../src/record/cost.ts'
import type { FullCostRecord } from '../../../src/record/money/full-cost.ts'
import { usualVolume, type VolumeRecord } from '../../../src/record/money/volume.ts'
import { costText } from '../cost-basis.ts'

/** Volume that a cost is projected to: 1,000 requests a day in reports of earlier versions. */
export function volumeOf({ volume }: CostRecord): VolumeRecord {
  return volume ?? usualVolume
}

/** US dollars of a year at the volume of a cost. */
export function yearText(cost: CostRecord): string {
  return costText(cost, projected(cost.usdPerRequest, volumeOf(cost)).year)
}

/** The full cost of a request with its parts; a dash where no hardware was declared. */
export function fullText({ full }: CostRecord): string {
  if (full === undefined) return none
  const like = full.usdPerRequest
  return `${full.unknown.length === 0 ? '' : 'at least '}${usdOfRequests(like)} (${fullParts(full, like)})`
}

/**
 * The parts of a full cost in words.
 * @param like smallest of the costs that it stands beside: the parts are told of as many requests
 */
export function fullParts({ split, unknown }: FullCostRecord, like: number): string {
  return [
    `electricity ${usdAmount(split.electricity, like)}`,
    `idle power ${unknown.includes('idle power') ? 'unknown' : usdAmount(split.idle, like)}`,
    `hardware ${usdAmount(split.hardware, like)}`,
  ].join(', ')
}
