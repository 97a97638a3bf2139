import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { RunPlan } from '../header.ts'
import type { RunOptions } from '../run-options.ts'
import { momentOf, startVariable, startWish } from './start-at.ts'

/**
 * The moment that a run is to begin at: that of the environment for whatever is a part, else its own; none otherwise.
 * @throws LlmBenchError `invalid-option` for one that cannot be meant
 */
export function startOf(
  call: Call,
  { part, startAt }: RunOptions,
  launches: RunPlan['launches'],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Pick<RunPlan, 'startAt'> {
  // Left exported it concerns nobody else: whatever is no part does not look at it.
  const asked = part === undefined ? null : startWish(environment)
  if (asked === null && startAt === undefined) return {}
  const name = asked === null ? call('startAt') : startVariable
  if (part === undefined) throw notAllowed(name, 'it without a part', 'part too, the name of the load it is a share of')
  if (launches !== 1)
    throw notAllowed(name, `it with ${launches} launches`, 'launches: 1, for each launch begins when it is ready')
  return { startAt: asked ?? { atMs: momentOf(startAt ?? Number.NaN, name), by: 'call' } }
}
