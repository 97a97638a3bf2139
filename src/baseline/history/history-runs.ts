import { runFigures } from '../../metrics/figures/run-figures.ts'
import { fingerprintOf } from '../../machine/facts/fingerprint.ts'
import type { EnvironmentRecord } from '../../record/environment.ts'
import { type HistoryRunRecord, historySchema } from '../../record/history/history.ts'
import type { RunRecord } from '../../record/run.ts'
import { anchorLevel } from '../anchor/anchored.ts'
import { workSettings } from '../differing-workload.ts'
import { runKey } from '../run-key.ts'
import { unfit } from '../unfit.ts'

/** An execution, as its runs are written into the history. */
interface Execution {
  readonly startedAt: string
  readonly environment: EnvironmentRecord
  readonly runs: readonly RunRecord[]
}

/** Runs for the history, and those that are no part of it, each with why in one line. */
export interface HistoryRuns {
  readonly runs: readonly HistoryRunRecord[]
  readonly skipped: readonly { readonly key: string; readonly reason: string }[]
}

/** The runs of an execution as lines of the history. Those that a baseline would not take have no place in it. */
export function historyRuns({ startedAt, environment, runs }: Execution): HistoryRuns {
  const skipped: { key: string; reason: string }[] = []
  const lines = runs.flatMap((run): HistoryRunRecord[] => {
    const key = runKey(run)
    const reason = run.replaced ? 'a retry replaced it' : unfit(run)
    if (reason === null) return [lineOf(run, key, startedAt, environment)]
    skipped.push({ key, reason })
    return []
  })
  return { runs: lines, skipped }
}

function lineOf(run: RunRecord, key: string, execution: string, environment: EnvironmentRecord): HistoryRunRecord {
  const { git } = environment
  return {
    schemaVersion: historySchema,
    id: run.id,
    key,
    execution,
    measuredAt: run.startedAt,
    commit: git?.commit ?? null,
    branch: git?.branch ?? null,
    dirty: git?.dirty ?? null,
    fingerprint: fingerprintOf(environment, run.target),
    work: { ...workSettings(run), load: run.load.text },
    provenance: run.provenance,
    n: run.requests.succeeded,
    figures: Object.fromEntries(runFigures(run).map(({ name, value }) => [name, value])),
    anchorMs: anchorLevel(run),
    invalid: run.checks.filter(({ status }) => status === 'invalid').map(({ id }) => id),
  }
}
