import type { HistoryRunRecord } from '../../../src/record/history/history.ts'
import { seededNormal } from '../../stats/draws.ts'

/** A line of the history that is made up. */
export function historyLine(run: number, changes: Partial<HistoryRunRecord> = {}): HistoryRunRecord {
  const at = new Date(Date.UTC(2026, 0, 1 + run)).toISOString()
  return {
    schemaVersion: 1,
    id: `run-${run}`,
    key: 'a.bench.ts › a test › short',
    execution: at,
    measuredAt: at,
    commit: run.toString(16).padStart(40, '0'),
    branch: 'main',
    dirty: false,
    fingerprint: { hash: 'aaaaaaaaaaaa', fields: { cpu: 'a chip', nodeLlamaCpp: '3.22.1', model: 'tiny' } },
    work: { kind: 'chat', maxTokens: 32, load: '1 client' },
    provenance: 'measured',
    n: 200,
    figures: { 'latency-p50': 20 },
    anchorMs: null,
    invalid: [],
    ...changes,
  }
}

/** Histories of `runs` runs whose latency goes from 20 to `to` ms at `at`, the anchor workload from 1 to `anchor` ms. */
export function steppedHistory(
  runs: number,
  at: number,
  to: number,
  anchor: number | null = null,
  changed: (run: number) => Partial<HistoryRunRecord> = () => ({}),
): HistoryRunRecord[] {
  const normal = seededNormal(11)
  return Array.from({ length: runs }, (_, run) => {
    const [noise, other] = [1 + normal() * 0.02, 1 + normal() * 0.01]
    const isAfter = run >= at
    return historyLine(run, {
      figures: {
        'latency-p50': (isAfter ? to : 20) * noise,
        'output-tokens-per-second': (isAfter ? 20 / to : 1) * 500 * noise,
      },
      anchorMs: anchor === null ? null : (isAfter ? anchor : 1) * other,
      ...changed(run),
    })
  })
}
