import { readFileSync, statSync } from 'node:fs'
import { at, listOf, numberOf, parsedJson } from '../../json.ts'
import type { TargetRecord } from '../../record/target.ts'
import type { WorkloadRecord } from '../../record/workload.ts'

/** A configuration, as an earlier run of it is found. */
export interface EarlierCell {
  /** Name of its run. */
  readonly name: string
  readonly spec: string
  readonly configuration: TargetRecord['configuration']
  readonly workload: WorkloadRecord
}

/** Largest report that is read: it is a help, and nobody waits long for it. */
const mostBytes = 32_000_000

/** The runs of the report that stands in a project; none where it cannot be read. */
export function earlierRuns(path: string): readonly unknown[] {
  try {
    const found = statSync(path)
    if (!found.isFile() || found.size > mostBytes) return []
    return listOf(at(parsedJson(readFileSync(path, 'utf8')), 'runs')) ?? []
  } catch {
    return []
  }
}

/**
 * Milliseconds that a launch of a configuration takes, by an earlier whole run of it with the same workload: its start,
 * its load, and so many requests one after the other. Null where no run tells.
 */
export function earlierLaunchMs(runs: readonly unknown[], cell: EarlierCell, requests: number): number | null {
  const run = runs.find(
    (one) => at(one, 'state') === 'complete' && at(one, 'provenance') !== 'simulated' && keyOf(one) === keyOfCell(cell),
  )
  const latency = numberOf(at(run, 'metrics', 'latency', 'mean'))
  const [startup, load] = ['startupMs', 'loadTimeMs'].map((name) => numberOf(at(run, name)))
  if (latency === null || startup === undefined || load === undefined || startup === null || load === null) return null
  return startup + load + requests * latency
}

function keyOf(run: unknown): string {
  const target = at(run, 'target')
  return JSON.stringify([at(run, 'name'), at(target, 'spec'), at(target, 'configuration'), at(run, 'workload')])
}

function keyOfCell({ name, spec, configuration, workload }: EarlierCell): string {
  // As it would have been written.
  return keyOf(JSON.parse(JSON.stringify({ name, target: { spec, configuration }, workload })))
}
