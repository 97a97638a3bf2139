import { LlmBenchError } from '../../errors.ts'
import { freePort, isTaken } from './free-port.ts'
import { PORT_PLACE, type ServerSpec } from '../server-spec.ts'

const tries = 4

/**
 * The port of a spec, or a chosen one, that nobody listens on: the health of somebody else's server
 * would be taken for this one's.
 * @throws LlmBenchError `server-failed` where there is none
 */
export async function choosePort(spec: ServerSpec, choose: () => Promise<number> = freePort): Promise<number> {
  const fixed = /:(\d+)(?:\/|$)/.exec(spec.url)?.[1]
  if (fixed !== undefined) {
    if (!(await isTaken(Number(fixed)))) return Number(fixed)
    throw new LlmBenchError(
      'server-failed',
      `${spec.name}: somebody listens on port ${fixed} already: end that, or write ${PORT_PLACE} for a free port`,
    )
  }
  for (let tried = 0; tried < tries; tried++) {
    const port = await choose()
    if (!(await isTaken(port))) return port
  }
  throw new LlmBenchError(
    'server-failed',
    `${spec.name}: each of ${tries} free ports was taken again at once: try again`,
  )
}
