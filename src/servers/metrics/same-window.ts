import type { ServerFiguresRecord } from '../../record/server.ts'
import type { TokensRecord } from '../../record/tokens.ts'

/**
 * Whether a server's figures are of exactly these requests, and of nobody else's: it counts as many, or where it counts
 * no requests (llama-server), to the token the input and output that their answers say.
 *
 * @param attempted requests that were made
 * @param tokens sums of what the answers say
 */
export function isOfTheseRequests(
  server: ServerFiguresRecord,
  attempted: number,
  { input, output, source }: Pick<TokensRecord, 'input' | 'output' | 'source'>,
): boolean {
  if (server.dropped !== null) return false
  if (server.requests !== null) return server.requests === attempted
  return source === 'usage' && input !== null && server.promptTokens === input && server.generatedTokens === output
}
