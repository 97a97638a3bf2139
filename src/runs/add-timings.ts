import type { RequestFacts } from '../samples/facts.ts'
import type { EngineDetails } from '../samples/sample.ts'
import type { EngineTimingsRecord } from '../record/server.ts'
import type { Rows } from '../samples/table/rows.ts'

/** Sum of the engine's own timings over blocks; null unless every block has them. */
export function addTimings(blocks: readonly (EngineTimingsRecord | null)[]): EngineTimingsRecord | null {
  const total: EngineTimingsRecord = {
    promptTokens: 0,
    promptMs: 0,
    decodeTokens: 0,
    decodeMs: 0,
    samplerMs: 0,
    sampledTokens: 0,
  }
  for (const timings of blocks) {
    if (timings === null) return null
    total.promptTokens += timings.promptTokens
    total.promptMs += timings.promptMs
    total.decodeTokens += timings.decodeTokens
    total.decodeMs += timings.decodeMs
    total.samplerMs = both(total.samplerMs, timings.samplerMs)
    total.sampledTokens = both(total.sampledTokens, timings.sampledTokens)
  }
  return blocks.length === 0 ? null : total
}

function both(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}

/** Sum of the timings a server told request by request; null unless every answered one has them. */
export function timingsOf(samples: Rows<RequestFacts>): EngineTimingsRecord | null {
  const answered = samples.filter(({ state }) => state === 'completed')
  // Most servers tell none: not one of them is looked at then.
  if (answered.some(({ engine }) => engine === undefined)) return null
  return addTimings(answered.flatMap(({ engine }) => (engine === undefined ? [] : ofServer(engine))))
}

/** A server's own times, of which none tells its sampler. */
function ofServer({ promptTokens, promptMs, decodeTokens, decodeMs }: EngineDetails): EngineTimingsRecord {
  return { promptTokens, promptMs, decodeTokens, decodeMs, samplerMs: null, sampledTokens: null }
}
