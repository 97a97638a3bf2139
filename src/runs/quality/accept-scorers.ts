import type { Driver } from '../../targets/target.ts'
import type { GroupMember, GroupSetting } from '../group.ts'

/**
 * Has the scorers of benches that ask for it look at what they will score, before anything is measured. A model that
 * scores gets ready here, so that it has the machine meanwhile. Where one refuses, the drivers are let go.
 * @throws LlmBenchError of the scorer
 */
export async function acceptScorers(
  members: readonly GroupMember[],
  drivers: readonly Driver[],
  { withLock }: Pick<GroupSetting, 'withLock'>,
): Promise<void> {
  const asked = members.flatMap(({ options }, place) => {
    const { target } = (drivers[place] as Driver).facts
    return (options.score ?? []).flatMap(({ accept }) =>
      accept === undefined ? [] : [async () => await accept(target)],
    )
  })
  if (asked.length === 0) return
  try {
    await withLock(async () => {
      for (const accepted of asked) await accepted()
    })
  } catch (error) {
    for (const driver of drivers) driver.close()
    throw error
  }
}
