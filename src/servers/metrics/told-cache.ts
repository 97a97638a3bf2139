import type { RunRecord } from '../../record/run.ts'
import type { ServerFiguresRecord } from '../../record/server.ts'
import type { TokensRecord } from '../../record/tokens.ts'
import { isOfTheseRequests } from './same-window.ts'

/** Share by which the server's count of the input may differ from that of its answers, for it has failed ones too. */
const sameShare = 0.01

/**
 * Tokens of a run whose answers say nothing of a cache, with what the server's counters say of it. They are taken only
 * where they are of these requests and no others; else what was cached stays unknown.
 */
export function toldCache(
  tokens: TokensRecord,
  server: ServerFiguresRecord | null,
  requests: Pick<RunRecord['requests'], 'attempted'>,
): TokensRecord {
  const cached = server?.cachedTokens ?? null
  if (tokens.cached !== null || tokens.input === null || server === null || cached === null) return tokens
  const apart = Math.abs((server.promptTokens ?? tokens.input) - tokens.input)
  const isOurs = isOfTheseRequests(server, requests.attempted, tokens) && apart <= sameShare * tokens.input
  return isOurs && cached <= tokens.input ? { ...tokens, cached, cachedSource: 'server' } : tokens
}
