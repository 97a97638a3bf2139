import type { EnergyWindow } from '../../machine/meters/energy/contract/energy-window.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import type { Rows } from '../../samples/table/rows.ts'

/**
 * The stretches of time in which a run's measured requests were made, from the first send to the last end: one for
 * each of its turns where others came between them, else one.
 */
export function runWindows(
  requests: Rows<Pick<RequestFacts, 'slot' | 'sent' | 'end'>>,
  inTurns: boolean,
): EnergyWindow[] {
  const windows = new Map<number, { from: number; to: number }>()
  for (const { slot, sent, end } of requests) {
    const turn = inTurns ? slot : 0
    const window = windows.get(turn) ?? { from: sent, to: end }
    windows.set(turn, { from: Math.min(window.from, sent), to: Math.max(window.to, end) })
  }
  return [...windows.values()]
}
