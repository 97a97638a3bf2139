import type { RunRecord } from '../record/run.ts'

/** Whether nothing of a run was measured: its target was a simulated one. */
export function isSimulated({ provenance, target }: Pick<RunRecord, 'provenance' | 'target'>): boolean {
  return provenance === 'simulated' || target.kind === 'simulated'
}
