import { none } from '../../../src/figures.ts'
import type { IntervalRecord, JsonNumber } from '../../../src/record/figure.ts'

/** A change from one figure to another as a share, with its interval: `+50 % [44, 57]`; a dash where it has none. */
export function changeText(ratio: JsonNumber, interval: Pick<IntervalRecord, 'low' | 'high'> | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return none
  const change = percent(ratio)
  const sign = ratio > 1 && Number(change.replaceAll(',', '')) > 0 ? '+' : ''
  if (interval === null || (interval.low === null && interval.high === null)) return `${sign}${change} %`
  const ends = [interval.low, interval.high].map((end) => (end === null ? 'unbounded' : percent(end)))
  return `${sign}${change} % [${ends.join(', ')}]`
}

/** A ratio as per cent above 1, whole from 10 on: 50, 4.2, -21. */
function percent(ratio: number): string {
  const value = (ratio - 1) * 100
  const text = value.toFixed(Math.abs(value) < 9.95 ? 1 : 0).replace(/\.0$/u, '')
  return (text === '-0' ? '0' : text).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',')
}
