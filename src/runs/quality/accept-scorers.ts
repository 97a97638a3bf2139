import type { Driver } from '../../targets/target.ts'
import type { GroupMember, GroupSetting } from '../group.ts'

/**
 * Has the scorers of benches that ask for it look at what they will score, before anything is measured. A model that
 * scores gets ready here, so that it has the machine meanwhile. Where one refuses, the drivers are let go.
 * @throws LlmBenchError of the scorer
 */
export async function acceptScorers(
  members: readonly Pick<GroupMember, 'options'>[],
  drivers: readonly Driver[],
  { withLock, context: { simulate = null } }: Pick<GroupSetting, 'withLock' | 'context'>,
): Promise<void> {
  // A model that scores is not asked, either.
  if (simulate !== null) return
  if (!members.some(({ options }) => (options.score ?? []).some(({ accept }) => accept !== undefined))) return
  try {
    await withLock(async () => {
      for (const [place, member] of members.entries()) await acceptScorersOf(member, drivers[place] as Driver)
    })
  } catch (error) {
    for (const driver of drivers) driver.close()
    throw error
  }
}

/**
 * Has the scorers of one bench look at what they will score.
 * @throws LlmBenchError of the scorer
 */
export async function acceptScorersOf(
  { options: { score = [] } }: Pick<GroupMember, 'options'>,
  { facts: { target } }: Pick<Driver, 'facts'>,
): Promise<void> {
  for (const { accept } of score) await accept?.(target)
}
