import type { Conditions } from '../../machine/meters/conditions.ts'
import type { ActiveRun } from '../active-run.ts'

/**
 * Takes the processes of one measurement out of the conditions of its last turn: each of them sees the others as
 * others, though they are what was to be measured together.
 * @param runs those that made a block in this turn
 * @param hosts model processes of the measurement, those included that were idle
 */
export function withoutNeighbours(runs: readonly ActiveRun[], hosts: number): void {
  const cores = new Map(runs.map((run) => [run, run.ends.at(-1)?.conditions.ownCores ?? 0]))
  for (const run of runs) {
    const end = run.ends.at(-1)
    if (end === undefined) continue
    const neighbours = [...cores].reduce((sum, [other, own]) => (other === run ? sum : sum + own), 0)
    run.ends[run.ends.length - 1] = { ...end, conditions: ofStrangers(end.conditions, neighbours, hosts - 1) }
  }
}

/** The conditions, with so many cores and hosts of neighbours left out. */
function ofStrangers(conditions: Conditions, cores: number, hosts: number): Conditions {
  const { otherHosts, otherHostsCores, othersCores } = conditions
  const strangers = otherHosts === null ? null : Math.max(0, otherHosts - hosts)
  return {
    ...conditions,
    otherHosts: strangers,
    // Each tells of its own time, which ends a little before or after that of the others.
    otherHostsCores: strangers === 0 ? 0 : less(otherHostsCores, cores),
    othersCores: less(othersCores, cores),
  }
}

function less(all: number | null, own: number): number | null {
  return all === null ? null : Math.max(0, all - own)
}
