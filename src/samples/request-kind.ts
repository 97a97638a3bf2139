import type { HttpDetails } from './sample.ts'
import type { CompletedRequest, FailedRequest, RequestFacts } from './facts.ts'

/** Fields whose values differ from request to request: each has a column. */
type Numbers =
  | 'index'
  | 'slot'
  | 'stream'
  | 'turn'
  | 'intended'
  | 'sent'
  | 'end'
  | 'over'
  | 'firstChunk'
  | 'first'
  | 'firstVisible'
  | 'items'
  | 'hiddenTokens'
  | 'firstTokens'
  | 'engine'

/** Facts that many requests of a run have in common: all that has no column. */
export type Kind = (Omit<CompletedRequest, Numbers> | Omit<FailedRequest, Numbers>) & {
  /** Fields that are null in the sample, which a column cannot tell from one that is absent. */
  readonly hasEngine: boolean
  /** False where the first chunk has no stamp, or one of its own. */
  readonly startsWithFirst: boolean
}

/** Facts of an exchange without the times of its connection. */
function commonOf({ connect: _connect, ...http }: HttpDetails): HttpDetails {
  return { ...http, connectMs: null }
}

/** The facts of a request that have no column; numbers of what is nested are taken out of it. */
export function kindOf(facts: RequestFacts): Kind {
  const { index: _index, slot: _slot, stream: _stream, turn: _turn, ...timed } = facts
  const { intended: _intended, sent: _sent, end: _end, over: _over, items: _items, ...unplaced } = timed
  const { engine, tokens: counts, asked, http, task, ...rest } = unplaced
  const { written: _written, ...tokens } = counts
  const hasEngine = engine !== undefined
  const shared = {
    tokens: { ...tokens, input: null, output: 0, cached: null, reasoning: null },
    ...(asked === undefined ? {} : { asked: { input: null, output: null } }),
    ...(http === undefined ? {} : { http: commonOf(http) }),
    ...(task === undefined ? {} : { task: { ...task, steps: 0, calls: 0, usd: 0 } }),
    hasEngine,
  }
  if (rest.state === 'failed') return { ...rest, ...shared, startsWithFirst: false }
  const { firstChunk, first, firstVisible: _visible, hiddenTokens: _hidden, firstTokens: _tokens, ...ended } = rest
  return { ...ended, ...shared, startsWithFirst: firstChunk !== null && firstChunk === first }
}
