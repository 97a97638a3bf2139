import { writeRunEnd } from '../../plan/written-end.ts'
import { type ActiveRun, writtenDown } from '../active-run.ts'
import { type BuiltRun, buildRun } from '../build-run.ts'
import type { GroupSetting } from '../group.ts'
import { endRun, type SeenBeside } from './run-end.ts'

/**
 * Ends a run, writes its end down, builds it and tells of it.
 * @param problem the error that ended it early; null when none did
 * @param seen figures beside those of the requests
 */
export async function finish(
  run: ActiveRun,
  problem: unknown,
  { onProgress, onRun }: Pick<GroupSetting, 'onProgress' | 'onRun'>,
  seen: SeenBeside,
): Promise<BuiltRun> {
  const { requests, damaged } = problem === null ? { requests: run.requests, damaged: 0 } : writtenDown(run)
  const end = await endRun(run, problem, damaged, seen)
  writeRunEnd(run.journal, end)
  // A target learns of itself until it has answered.
  const built = buildRun({ ...run.header, facts: run.driver.facts }, requests, end)
  onProgress(run.header.id, '', true)
  await onRun(built)
  return built
}
