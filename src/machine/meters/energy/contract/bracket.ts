import { formatCount, formatDuration } from '../../../../figures.ts'
import type { EnergyWindow } from './energy-window.ts'
import { refused, type RefusedEnergy } from './reading.ts'
import type { KnownSeries } from './series.ts'

/** The readings around a window: the last one at its beginning or before, and the first one at its end or after. */
export interface Bracket {
  readonly first: number
  readonly last: number
}

/** The readings of a device around a window, or why there are none, or too few. */
export function bracketOf(
  { at }: Pick<KnownSeries, 'at'>,
  { from, to }: EnergyWindow,
  maxGapMs: number,
  device: string,
): Bracket | RefusedEnergy {
  if (at.length === 0) return refused('no-readings', `${device} told nothing: see whether its meter works by itself`)
  const first = at.findLastIndex((moment) => moment <= from)
  const last = at.findIndex((moment) => moment >= to)
  if (first === -1 || last === -1) {
    const which = first === -1 ? 'before its beginning' : 'after its end'
    const reason = `the window has no reading of ${device} ${which}: measure longer, or look at why the meter was late`
    return refused('not-bracketed', reason)
  }
  for (let index = first; index < last; index++) {
    const gap = (at[index + 1] as number) - (at[index] as number)
    if (gap <= maxGapMs) continue
    return refused(
      'gap',
      `${device} told nothing for ${formatDuration(gap)} (${formatCount(index - first)} readings into the window), ` +
        `where at most ${formatDuration(maxGapMs)} are trusted: let the meter run alone, on a machine less loaded`,
    )
  }
  return { first, last }
}

/** Whether a bracket was refused. */
export function isRefused(bracket: Bracket | RefusedEnergy): bracket is RefusedEnergy {
  return 'refusal' in bracket
}
