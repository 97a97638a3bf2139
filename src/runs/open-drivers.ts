import type { Driver } from '../targets/target.ts'
import type { GroupMember, GroupSetting } from './group.ts'
import type { RunPlan } from '../plan/header.ts'
import { isScored } from './quality/score-run.ts'
import { simulatedTask } from '../targets/simulated/simulated-task.ts'
import { assertPriced } from './run-money.ts'

/**
 * Gets the targets of a group ready, in order. Where one cannot be, the others are let go.
 * @throws LlmBenchError of the target, and where money is limited and nobody said what a token costs
 */
export async function openDrivers(
  members: readonly GroupMember[],
  plan: RunPlan,
  setting: GroupSetting,
): Promise<Driver[]> {
  const drivers: Driver[] = []
  try {
    for (const member of members) {
      const driver = await openDriver(member, plan, setting)
      drivers.push(driver)
      assertPriced(member, driver, plan, setting)
    }
    return drivers
  } catch (error) {
    for (const driver of drivers) driver.close()
    throw error
  }
}

/** Gets the target of one member ready, and shows that it takes its time. */
export async function openDriver(
  { name, workload, options }: GroupMember,
  plan: RunPlan,
  { onProgress, signal, rack, context: { simulate = null } }: GroupSetting,
): Promise<Driver> {
  onProgress(name, `${name}: preparing`, false)
  try {
    const tell = (text: string): void => onProgress(name, `${name}: ${text}`, false)
    const request = isScored(options) ? { ...workload.request, scored: true as const } : workload.request
    // A task is nobody's to answer but its function's, which may call anything.
    if (simulate !== null && request.kind === 'task') return simulatedTask(simulate, request)
    return await workload.target.open(request, plan.load, tell, signal, rack)
  } finally {
    onProgress(name, '', true)
  }
}
