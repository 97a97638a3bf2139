import type { BlockEnd } from '../block/end.ts'
import type { Sample } from '../samples/sample.ts'

/** Calls of workers that every host that makes blocks of requests takes. */
export interface BlockCalls<Request extends { readonly id: string }> {
  /** Makes a block; finished requests are told in batches. */
  block: { asked: Request; answer: BlockEnd; event: Sample[] }
  /** Aborts a block by its id. True where it was running, so that its worker waits for it to stop. */
  abort: { asked: string; answer: boolean }
}
