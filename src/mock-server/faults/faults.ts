import { requestRandom } from '../answers/request-random.ts'
import { type OddKind, oddKinds } from './odd-kinds.ts'

/** Kinds of faults that come before an answer begins. */
export const earlyFaultKinds = [
  'refuse-400',
  'refuse-401',
  'refuse-403',
  'refuse-404',
  'refuse-407',
  'refuse-426',
  'refuse-429',
  'refuse-500',
  'refuse-502',
  'refuse-503',
  'refuse-505',
  'redirect',
  'redirect-elsewhere',
  'reset-before-headers',
  'close-before-headers',
  'hang-before-headers',
  'garbage-status',
  'not-json',
  'http2-only',
  'contradicting-lengths',
  'bomb',
  'runner-dies',
] as const

/** Kinds of faults inside an answer. */
const answerFaultKinds = [
  'hang-before-first-token',
  'empty',
  'stall',
  'slow-forever',
  'reset-mid-stream',
  'close-mid-stream',
  'end-without-done',
  'error-frame',
  'malformed-json',
  'malformed-chunk',
  'odd-head',
  'finish-in-every-chunk',
  'reset-after-finish',
  'hang-after-finish',
  'hang-after-done',
  'gives-up',
  'content-filter',
] as const

/** Every way in which the mock server can fail a request, each named in docs/mock-server.md. */
export const faultKinds: readonly FaultKind[] = [...earlyFaultKinds, ...answerFaultKinds, ...oddKinds]

/** Kind of a fault that comes before an answer begins. */
export type EarlyFaultKind = (typeof earlyFaultKinds)[number]

/** Kind of a fault inside an answer. */
export type AnswerFaultKind = (typeof answerFaultKinds)[number]

/** One of {@link faultKinds}. */
export type FaultKind = EarlyFaultKind | AnswerFaultKind | OddKind

/** A programmed fault. Without `share`, `every` and `requests` it meets every request. */
export interface Fault {
  readonly kind: FaultKind
  /** Share of the requests it meets, 0 to 1, drawn with the server's seed. */
  readonly share?: number | undefined
  /** The n of a fault that meets every n-th request: 3 is the third, the sixth and so on. */
  readonly every?: number | undefined
  /** Numbers of the requests it meets, counted from 0 in the order they are received. */
  readonly requests?: readonly number[] | undefined
  /** Tokens written before it strikes, where it strikes inside a stream. Default: half of them. */
  readonly after?: number | undefined
  /**
   * Milliseconds between the tokens of `slow-forever`, default 1000, and before `close-before-headers` ends the
   * connection, default 5.
   */
  readonly interval?: number | undefined
  /** Seconds, or a text, that `refuse-429` and `refuse-503` name in `retry-after`. Default 1. */
  readonly retryAfter?: number | string | undefined
  /** Header that they name it in. Default `retry-after`. */
  readonly retryAfterHeader?: string | undefined
  /** Status of `redirect` and `redirect-elsewhere`. Default 307. */
  readonly status?: 301 | 302 | 303 | 307 | 308 | undefined
  /** Coding of `bomb`. Default `br`. */
  readonly coding?: 'br' | 'gzip' | 'deflate' | 'zstd' | undefined
  /** Finish reason that `gives-up` writes. Default `error`, with an error inside of the choice. */
  readonly finish?: string | undefined
}

/** A fault inside an answer. */
export interface AnswerFault extends Fault {
  readonly kind: AnswerFaultKind
}

/** A fault that makes the whole answer odd. */
export interface OddFault extends Fault {
  readonly kind: OddKind
}

/** Whether every token's event of an answer with this fault has a finish reason. */
export function finishesEverywhere(fault: Fault | null): boolean {
  return fault?.kind === 'finish-in-every-chunk' || fault?.kind === 'reset-after-finish'
}

/** Whether a fault comes before the answer. */
export function isEarly(fault: Fault): fault is Fault & { readonly kind: EarlyFaultKind } {
  return (earlyFaultKinds as readonly string[]).includes(fault.kind)
}

/** Whether a text names a fault. */
export function isFaultKind(text: string): text is FaultKind {
  return (faultKinds as readonly string[]).includes(text)
}

/** The first programmed fault that meets a request; null for none. The same for the same seed. */
export function chooseFault(faults: readonly Fault[], index: number, seed: number): Fault | null {
  return faults.find((fault, position) => meets(fault, index, seed, position)) ?? null
}

function meets({ share, every, requests }: Fault, index: number, seed: number, position: number): boolean {
  if (requests !== undefined && !requests.includes(index)) return false
  if (every !== undefined && (index + 1) % every !== 0) return false
  return share === undefined || requestRandom(seed, index, position + 1)() < share
}
