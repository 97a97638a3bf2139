import { none } from '../../../src/figures.ts'
import { usdAmount, usdOfRequests } from '../../../src/money/readable-usd.ts'
import { projected } from '../../../src/money/projection.ts'
import type { CostRecord } from '../../../src/record/cost.ts'
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
  const { electricity, idle, hardware } = full.split
  const like = full.usdPerRequest
  const parts = [
    `electricity ${usdAmount(electricity, like)}`,
    `idle power ${full.unknown.includes('idle power') ? 'unknown' : usdAmount(idle, like)}`,
    `hardware ${usdAmount(hardware, like)}`,
  ]
  return `${full.unknown.length === 0 ? '' : 'at least '}${usdOfRequests(like)} (${parts.join(', ')})`
}
