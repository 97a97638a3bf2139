import { formatDuration } from '../../../../figures.ts'
import type { EnergyWindow } from './energy-window.ts'
import { type Counted, countedEnergy } from './counted-energy.ts'
import { zeroWords } from './instant-energy.ts'
import { type EnergyReading, refused } from './reading.ts'
import { type DeviceSeries, knownOf, type MeterTerms } from './series.ts'

/** Fewest milliseconds of a window whose counters come in batches: they are 2.03 to 2.23 s apart on Apple's chips. */
export const fewestBatchedMs = 20_000

/**
 * Energy of a window from mean watts, each of the time since the reading before. Those of Apple's chips may come in
 * batches: no watt for two seconds, and then the energy of all of them. Only the readings that have some are then
 * taken, each with the energy since the one before it, and a short window is refused, for its ends would be most of it.
 */
export function meanEnergy(series: DeviceSeries, window: EnergyWindow, terms: MeterTerms): EnergyReading {
  const known = knownOf(series)
  if (known.values.some((watts) => watts < 0)) {
    return refused('implausible', `${series.device} told less than no watt: its meter is broken`)
  }
  if (terms.batched && window.to - window.from < fewestBatchedMs) {
    return refused(
      'unaligned',
      `the counters of ${series.device} come in batches, which ${formatDuration(window.to - window.from)} are too ` +
        `short for: measure at least ${formatDuration(fewestBatchedMs)}, for example with duration: 30_000`,
    )
  }
  const intervalMs = intervalOf(known.at)
  const { lagMs, maxGapMs } = terms
  const counted = summed(series, terms.batched)
  if (!known.values.includes(0)) return countedEnergy(counted, window, terms)
  if (!terms.batched) return refused('zero-power', zeroWords(series.device))
  const energy = countedEnergy(counted, window, { maxGapMs, lagMs: lagMs + intervalMs })
  // Batches are never that far apart: it is a rail that tells nothing.
  const silent = energy.state === 'refused' && (energy.refusal.code === 'gap' || counted.at.length < 2)
  return silent ? refused('zero-power', zeroWords(series.device)) : energy
}

/** Mean watts as a counter, of the readings where it moves. */
function summed(series: DeviceSeries, batched: boolean): Counted {
  const { at, values } = knownOf(series)
  const counted: { at: number[]; values: number[] } = { at: [], values: [] }
  let joules = 0
  for (const [index, moment] of at.entries()) {
    const watts = values[index] as number
    if (index > 0) joules += (watts * (moment - (at[index - 1] as number))) / 1000
    if (batched && watts === 0 && index > 0) continue
    counted.at.push(moment)
    counted.values.push(joules)
  }
  return { ...counted, device: series.device, limitWatts: series.limitWatts }
}

function intervalOf(at: readonly number[]): number {
  return at.length < 2 ? 0 : ((at.at(-1) as number) - (at[0] as number)) / (at.length - 1)
}
