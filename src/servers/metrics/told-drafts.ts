import type { RunRecord } from '../../record/run.ts'
import type { ServerFiguresRecord } from '../../record/server.ts'
import type { TokensRecord } from '../../record/tokens.ts'
import { isOfTheseRequests } from './same-window.ts'

/**
 * Tokens of a run whose answers say nothing of drafts, with what the server's counters say of them. They are taken only
 * where they are of these requests and no others, and have no interval: the counters are of all requests together.
 */
export function toldDrafts(
  tokens: TokensRecord,
  server: ServerFiguresRecord | null,
  requests: Pick<RunRecord['requests'], 'attempted'>,
): TokensRecord {
  const { draftTokens: drafted = null, acceptedTokens: accepted = null } = server ?? {}
  if (tokens.speculation !== undefined || server === null || drafted === null || accepted === null) return tokens
  if (drafted === 0 || accepted > drafted || !isOfTheseRequests(server, requests.attempted, tokens)) return tokens
  return {
    ...tokens,
    speculation: { drafted, accepted, share: accepted / drafted, interval: null, source: 'server' },
  }
}
