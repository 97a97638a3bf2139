import type { Sample } from '../samples/sample.ts'
import type { RequestJob } from './requester.ts'

/** Fields of a sample that its request has from the start: its place in the run, and when it was to be made. */
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
