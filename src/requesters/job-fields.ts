import type { Sample } from '../samples/sample.ts'
import type { RequestJob } from './requester.ts'

/** What the sample of a request says of who made it, and when it was to be made. */
export function jobFields({
  index,
  phase,
  slot,
  stream,
  turn,
  intended,
}: RequestJob): Pick<Sample, 'index' | 'phase' | 'slot' | 'stream' | 'turn' | 'intended'> {
  return { index, phase, slot, stream, ...(turn === null ? {} : { turn }), intended }
}
