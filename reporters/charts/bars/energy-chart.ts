import { formatNumber } from '../../../src/figures.ts'
import { timesInterval } from '../../../src/money/projection.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { barRows } from './bar-rows.ts'

/** Joules of an output token, of each run of which a meter or a declaration tells; null without any. */
export function energyChart(runs: readonly RunRecord[]): string | null {
  const rows = runs.flatMap((run) => {
    const { energy } = run
    const value = energy?.joulesPerOutputToken ?? null
    if (energy === null || value === null) return []
    const { grossJoules, interval, scope, provenance, meter } = energy
    const share = grossJoules === null || grossJoules <= 0 ? null : value / grossJoules
    const words = `${formatNumber(value)} J/token (${scope}, ${meter ?? provenance})`
    return [{ run, value, interval: share === null ? null : timesInterval(interval, share), words }]
  })
  return barRows('Energy of an output token, J', rows)
}
