import { LlmBenchError } from '../../errors.ts'
import { formatCount, formatDuration } from '../../figures.ts'
import type { MissingCellRecord } from '../../record/sweep.ts'
import type { ActiveRun } from '../active-run.ts'
import type { Cell } from './cell.ts'

/** The end of a sweep: its rounds, the time that it had, and the error that ended it early, if one did. */
interface SweepEnd {
  readonly rounds: number
  readonly budgetMs: number
  readonly ended: unknown
}

/** Whether a configuration was measured in every round. */
export function isWhole(active: ActiveRun, rounds: number): boolean {
  const { launches, measured, header } = active
  return launches.length === rounds && measured >= header.plan.requests
}

/** The configurations that have no run, or no whole one, each with the reason. */
export function missingCells(cells: readonly Cell[], end: SweepEnd): MissingCellRecord[] {
  return cells.flatMap((cell): MissingCellRecord[] => {
    const { member, active, problem } = cell
    const known = { name: member.cell, axes: member.sweep.axes }
    if (problem !== null) {
      const isUnsupported = problem instanceof LlmBenchError && problem.code === 'engine-unsupported'
      return [{ ...known, state: isUnsupported ? 'unsupported' : 'failed', reason: messageOf(problem) }]
    }
    if (active !== null && active.launches.length >= end.rounds) return []
    return [{ ...known, state: 'skipped', reason: skippedReason(active?.launches.length ?? 0, end) }]
  })
}

function skippedReason(launches: number, { rounds, budgetMs, ended }: SweepEnd): string {
  const when =
    launches === 0 ? 'before it was started' : `after ${formatCount(launches)} of its ${formatCount(rounds)} launches`
  return ended === null
    ? `the budget of ${formatDuration(budgetMs)} was over ${when}: raise it, or measure less`
    : `the sweep ended ${when}: ${messageOf(ended)}`
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : `${typeof problem} was thrown`
}
