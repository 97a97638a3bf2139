import type { RequestFacts } from '../../samples/facts.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** A request that decoded tokens after its first. */
export interface DecodedRequest {
  readonly sent: number
  readonly first: number
  readonly end: number
  readonly input: number
  readonly output: number
  /** Input tokens that were not evaluated. */
  readonly cached: number
}

/** Completed requests of which the tokens and the first one's time are known. */
export function decodedRequests(samples: Rows<RequestFacts>): DecodedRequest[] {
  return samples.flatMap((sample) => {
    if (sample.state !== 'completed' || sample.first === null) return []
    const { input, output, cached } = sample.tokens
    if (input === null || output === null || output < 1) return []
    return { sent: sample.sent, first: sample.first, end: sample.end, input, output, cached: cached ?? 0 }
  })
}

/** Contexts of the tokens that were decoded after the first, which prefill made. */
export function contextsOf({ input, output }: DecodedRequest): { readonly from: number; readonly to: number } {
  return { from: input + 1, to: input + output - 1 }
}

/** Mean number of requests that decoded at once, over the time in which any did. */
export function meanBatch(requests: readonly DecodedRequest[]): number {
  const spans = requests.filter(({ first, end }) => end > first).toSorted((one, other) => one.first - other.first)
  let covered = 0
  let until = Number.NEGATIVE_INFINITY
  let total = 0
  for (const { first, end } of spans) {
    total += end - first
    covered += Math.max(0, end - Math.max(first, until))
    until = Math.max(until, end)
  }
  return covered === 0 ? 1 : total / covered
}
