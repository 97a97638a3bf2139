import { formatCount } from '../../figures.ts'
import { tokenShare } from '../../requesters/first-tokens.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import type { Mismatch } from '../evidence/mismatch.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** Events that an answer may have more than tokens: whether the end token has one, or is counted, servers differ in. */
const endToken = 1

/**
 * How far the server's counts are from the events that came, where an event is a token. More events than
 * tokens cannot be. Fewer can where several tokens share an event: then it is told by less than 0.8 events a
 * token, by characters that are made of several, or by a tool call, whose marks are never sent.
 */
export function eventsOf(requests: Rows<MeasuredRequest>): Mismatch | null {
  let tokens = 0
  let above = 0
  let below = 0
  for (const request of requests) {
    if (request.state !== 'completed') continue
    const { count: events, unseenTokens } = request.chunks
    const streamed = request.tokens.output - request.hiddenTokens
    tokens += streamed
    const fewer = streamed - events
    if (-fewer > endToken) above -= fewer
    if (unseenTokens !== null && fewer > unseenTokens && events >= tokenShare * streamed) below += fewer
  }
  if (tokens <= 0) return null
  const counted = `the ${formatCount(tokens)} output tokens that the server counted`
  const end = 'judge no figure a token'
  return above >= below
    ? {
        share: above / tokens,
        message: `${formatCount(above)} chunks more came than ${counted}: its usage is wrong, ${end}`,
      }
    : {
        share: below / tokens,
        message:
          `${formatCount(below)} chunks fewer came than ${counted}, though nearly each is a token: ` +
          `its usage is wrong, or some hold several, ${end}`,
      }
}
