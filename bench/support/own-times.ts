import type { RunRecord } from '../../src/record/run.ts'

/** Times of one token that a server tells itself, in milliseconds; null where it tells none. */
export interface OwnTimes {
  readonly ttftMs: number | null
  readonly tpotMs: number | null
  /** Place where it tells them. */
  readonly source: string
}

/** What a server told of a run: in its metrics, or in its answers. */
export function ownTimes({ server, engineTimings, requests: { succeeded } }: RunRecord): OwnTimes {
  if (typeof server?.meanTpotMs === 'number')
    return { ttftMs: server.meanTtftMs, tpotMs: server.meanTpotMs, source: 'its metrics' }
  if (engineTimings === null) return { ttftMs: null, tpotMs: null, source: '' }
  const { decodeMs, decodeTokens } = engineTimings
  return { ttftMs: null, tpotMs: decodeMs / (decodeTokens - succeeded), source: 'timings of its answers' }
}

/**
 * Ollama's durations of the same question, asked over its own API one request after the other: its OpenAI API has
 * none. The time of n tokens is that of n - 1 steps.
 */
export async function ollamaTimes(url: string, model: string, question: string, maxTokens: number): Promise<OwnTimes> {
  let [ms, steps] = [0, 0]
  for (let request = 0; request < 4; request++) {
    const body = {
      model,
      messages: [{ role: 'user', content: `${request} ${question}` }],
      stream: false,
      options: { temperature: 0, num_predict: maxTokens },
    }
    const answer = await fetch(new URL('/api/chat', url), { method: 'POST', body: JSON.stringify(body) })
    const { eval_duration: ns, eval_count: tokens } = (await answer.json()) as Record<string, number>
    if (ns === undefined || tokens === undefined) throw new Error('an answer of Ollama without eval_duration')
    ms += ns / 1e6
    steps += tokens - 1
  }
  return { ttftMs: null, tpotMs: ms / steps, source: 'eval_duration of /api/chat' }
}
