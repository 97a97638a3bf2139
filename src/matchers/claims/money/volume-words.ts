import { formatCount, formatUsd } from '../../../figures.ts'
import { monthWords, projected } from '../../../money/projection.ts'
import type { VolumeRecord } from '../../../record/money/volume.ts'

/** Both costs over a volume of requests, and their difference, on a line. */
export function savingWords(ownUsd: number, apiUsd: number, volume: VolumeRecord): string {
  const own = projected(ownUsd, volume)
  const api = projected(apiUsd, volume)
  const saved = api.year - own.year
  return (
    `at ${formatCount(volume.requestsPerDay)} requests a day: ${formatUsd(own.year)} against ${formatUsd(api.year)} ` +
    `a year, ${formatUsd(Math.abs(saved))} ${saved < 0 ? 'more' : 'saved'}; ` +
    `${formatUsd(own.month)} against ${formatUsd(api.month)} ${monthWords(volume.daysInMonth)}`
  )
}

/** A cost over a volume of requests, on a line. */
export function volumeWords(usdPerRequest: number, volume: VolumeRecord): string {
  const { day, month, year } = projected(usdPerRequest, volume)
  return (
    `at ${formatCount(volume.requestsPerDay)} requests a day: ${formatUsd(day)} a day, ` +
    `${formatUsd(month)} ${monthWords(volume.daysInMonth)}, ${formatUsd(year)} a year`
  )
}
