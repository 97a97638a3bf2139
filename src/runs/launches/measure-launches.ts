import { now } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { plainName } from '../../plain-text.ts'
import { type RunPlan, unlimitedRequests } from '../../plan/header.ts'
import { launchTurns } from '../../plan/interleave.ts'
import { type ActiveRun, isOver } from '../active-run.ts'
import type { GroupMember, GroupSetting } from '../group.ts'
import { measureTurn } from '../turn.ts'
import { warmUp } from '../warm-up/warm-up.ts'
import { beginLaunch } from './begin-launch.ts'
import { noteFirstToken } from './model-loads.ts'
import { chooseLaunches, type LaunchTimes, pilotOf } from './choose-launches.ts'

/**
 * Measures runs launch by launch, those of compared ones in turns (ABBA). Each launch is warmed up, and makes its share
 * of the run's requests and time; what a launch leaves over, the next ones make.
 * @throws LlmBenchError of a target, which ends the run; the launches before are kept
 */
export async function measureLaunches(
  active: readonly ActiveRun[],
  plan: RunPlan,
  setting: GroupSetting,
): Promise<void> {
  const times: LaunchTimes = { launchMs: 0, launches: 0 }
  let aim = plan.launches === 'auto' ? pilotOf(plan) : { launches: plan.launches, requests: null }
  let isChosen = plan.launches !== 'auto'
  const isDone = (run: ActiveRun): boolean => run.launches.length >= aim.launches || isOver(run, plan)
  for (const { index, member } of launchTurns(active.length, active[0]?.header.id ?? '')) {
    const run = active[member] as ActiveRun
    if (!isChosen && active.every(isDone)) {
      isChosen = true
      aim = chooseLaunches(active, plan, times)
    }
    if (active.every(isDone)) return
    if (isDone(run)) continue
    setting.onProgress(run.header.id, `${run.member.name}: ${launchWords(run, aim.launches, isChosen)}`, false)
    const place = { before: run.launches.length, all: isChosen ? aim.launches : null }
    try {
      const began = now()
      await beginLaunch(run, { slot: index, isFirstOfAll: times.launches === 0 }, plan, setting)
      await warmUp(run, plan, setting)
      times.launchMs += now() - began
      times.launches++
      const left = Math.max(1, aim.launches - run.launches.length + 1)
      const requests = aim.requests ?? shareOf(plan.requests, run.measured, left)
      const budgetMs = ((plan.durationMs ?? plan.budgetMs) - run.spentMs) / left
      await measureTurn(active, { index, member, requests, budgetMs }, plan, setting)
      noteFirstToken(run)
    } catch (error) {
      throw ofLaunch(error, run, place)
    }
  }
}

function shareOf(requests: number, measured: number, launches: number): number {
  return requests === unlimitedRequests ? unlimitedRequests : Math.ceil((requests - measured) / launches)
}

function launchWords({ launches, member }: ActiveRun, all: number, isChosen: boolean): string {
  return `${wordOf(member)} ${launches.length + 1}${isChosen ? ` of ${all}` : ''}`
}

function wordOf({ workload }: GroupMember): string {
  return workload.target.relaunch === undefined ? 'block' : 'launch'
}

/** Place of a launch among those of its run. */
interface Place {
  readonly before: number
  /** Null while nobody knows how many there will be. */
  readonly all: number | null
}

/** An error that ended a launch, in one line with what becomes of those before it, which are as good as any. */
function ofLaunch(error: unknown, { member }: ActiveRun, { before, all }: Place): unknown {
  if (!(error instanceof LlmBenchError) || before === 0) return error
  const which = `${wordOf(member)} ${before + 1}${all === null ? '' : ` of ${all}`} of "${plainName(member.name)}"`
  const kept = before === 1 ? 'the one before it is kept' : `the ${before} before it are kept`
  return new LlmBenchError(error.code, `${error.message}; this ended ${which}, ${kept}`, { cause: error.cause })
}
