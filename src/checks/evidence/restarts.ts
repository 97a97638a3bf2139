import type { MeasuredRequest } from '../../samples/facts.ts'
import type { FailureClass } from '../../samples/sample.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** Whether a request waited much longer than usual for its first token. */
export type IsSlow = (request: MeasuredRequest) => boolean

/** Restarts of a server, or of its runner, as the requests show them. */
export interface Restarts {
  /** Places at which one was looked for: errors that stand together, or turns. */
  readonly places: number
  /** Number of restarts that were found. */
  readonly found: number
  /** Requests that waited for them. */
  readonly waited: readonly MeasuredRequest[]
}

/** Failures after which a server may not be the one that it was. */
const broken: ReadonlySet<FailureClass> = new Set([
  'empty',
  'refused',
  'reset',
  'first-token-timeout',
  'stall',
  'total-timeout',
  'server-error',
  'malformed',
  'truncated',
])

/** Milliseconds until the first token, or the end of an answer that does not stream; 0 of one that failed. */
export function waitOf(request: MeasuredRequest): number {
  return request.state === 'failed' ? 0 : (request.first ?? request.end) - request.sent
}

/** Restarts after errors: the next request that was answered is a slow one. */
export function restartsAfterErrors(inOrder: Rows<MeasuredRequest>, isSlow: IsSlow): Restarts {
  let places = 0
  let found = 0
  const waited: MeasuredRequest[] = []
  for (let at = 0; at < inOrder.length; at++) {
    const failure = inOrder.at(at) as MeasuredRequest
    if (failure.state === 'completed' || !isBroken(failure)) continue
    places++
    // Failures until the next answer are of the same error.
    while (at + 1 < inOrder.length && !answers(inOrder.at(at + 1) as MeasuredRequest, failure)) at++
    const next = inOrder.at(at + 1)
    if (next === undefined || !isSlow(next)) continue
    found++
    // Whoever was sent before its first token came waited for the same.
    for (let later = at + 1; later < inOrder.length; later++) {
      const request = inOrder.at(later) as MeasuredRequest
      if (request.sent >= next.sent + waitOf(next)) break
      if (isSlow(request)) waited.push(request)
    }
  }
  return { places, found, waited }
}

/** Whether a request was answered after an error. */
function answers({ state, end }: MeasuredRequest, failure: MeasuredRequest): boolean {
  return state === 'completed' && end > failure.end
}

function isBroken({ failure, http }: Extract<MeasuredRequest, { state: 'failed' }>): boolean {
  return broken.has(failure.class) || (failure.class === 'http-status' && (http?.status ?? 0) >= 500)
}

/** Loads at the turns of a comparison: the first request of most of them is a slow one. */
export function restartsAtTurns(inOrder: Rows<MeasuredRequest>, isSlow: IsSlow): Restarts {
  const firsts = new Map<number, MeasuredRequest>()
  for (const request of inOrder) if (!firsts.has(request.slot)) firsts.set(request.slot, request)
  const waited = [...firsts.values()].filter(isSlow)
  const isRule = firsts.size > 1 && 2 * waited.length > firsts.size
  return { places: firsts.size, found: isRule ? waited.length : 0, waited: isRule ? waited : [] }
}
