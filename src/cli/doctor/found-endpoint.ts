import { checkList } from '../../http/check-list.ts'
import { HttpClient } from '../../http/socket/client.ts'
import { plainText } from '../../plain-text.ts'
import { resolveEndpoint, type ResolvedEndpoint } from '../../targets/endpoint/resolve-endpoint.ts'
import type { FoundEndpoint } from './examination.ts'

/** Milliseconds to connect, and for an answer: a doctor is not waited for long. */
const [connectMs, answerMs] = [3000, 5000]

/**
 * The address of an API that is to be looked at.
 * @throws LlmBenchError `invalid-option` for a text that is no such address
 */
export function addressOf(url: string): ResolvedEndpoint {
  return resolveEndpoint(url, () => 'llm-bench doctor --url')
}

/** Whether an endpoint can be reached, and the models that it lists. Never rejects. */
export async function foundEndpoint(endpoint: ResolvedEndpoint): Promise<FoundEndpoint> {
  const { secrets, proxy, timeouts, shownQuery } = endpoint
  const client = new HttpClient({
    url: new URL(endpoint.url).origin,
    timeouts: { ...timeouts, connectMs, totalMs: answerMs },
    secrets,
    ...(proxy === null ? {} : { proxy }),
  })
  const url = `${endpoint.url}${shownQuery}`
  try {
    return { url, ...(await checkList(client, endpoint, answerMs)) }
  } catch (error) {
    const reason = plainText(error instanceof Error ? error.message : String(error))
    return { url, reachable: false, server: null, models: [], suggestedUrl: null, reason }
  } finally {
    client.close()
  }
}
