import { quantileSorted } from '../stats/quantiles/quantile.ts'
import type { CompletedSample, FailedSample, Sample } from './sample.ts'

/** Fields that grow with the answer: they are in the journal only. */
type Heavy = 'chunkTimes' | 'text' | 'reasoning' | 'toolCalls'

/** Facts of a request with an answer: its sample without the answer itself. */
export type CompletedRequest = Omit<CompletedSample, Heavy>
/** Facts of a request that failed. */
export type FailedRequest = Omit<FailedSample, Heavy>
/** Facts of a request, as they are kept for as long as its run goes on. */
export type RequestFacts = CompletedRequest | FailedRequest

/** Facts about the chunks of an answer, for which each of them is not needed. */
export interface ChunkFacts {
  readonly count: number
  /** Median of the gaps between two chunks in milliseconds; 0 where there is none. */
  readonly medianGapMs: number
  /** Reads of the connection that they came in, as far as their stamps tell. */
  readonly reads: number
  /**
   * Most tokens that no chunk brought where each chunk is a token: the end token, and the marks of reasoning.
   * Null where it cannot be told: servers hold back parts of characters, and the marks of a tool call.
   */
  readonly unseenTokens: number | null
}

/** A measured request, as checks look at it. */
export type MeasuredRequest = RequestFacts & { readonly chunks: ChunkFacts }

/** Chunks less than this many milliseconds apart came in one read of the connection, or in parts of one write. */
const sameReadMs = 0.25

const endToken = 1
/** Tokens that begin and end reasoning, which servers take out. */
const reasoningMarks = 2

/** Facts about the chunks of an answer. */
export function chunkFacts(sample: Pick<Sample, Heavy>): ChunkFacts {
  const { chunkTimes } = sample
  const gaps = new Float64Array(Math.max(0, chunkTimes.length - 1))
  let reads = 1
  for (let gap = 0; gap < gaps.length; gap++) {
    const ms = (chunkTimes[gap + 1] as number) - (chunkTimes[gap] as number)
    gaps[gap] = ms
    if (ms > sameReadMs) reads++
  }
  return {
    count: chunkTimes.length,
    medianGapMs: gaps.length === 0 ? 0 : quantileSorted(gaps.toSorted(), 0.5),
    reads,
    unseenTokens: unseenTokens(sample),
  }
}

function unseenTokens({ text, reasoning, toolCalls }: Pick<Sample, Heavy>): number | null {
  if (toolCalls !== undefined || !isPlain(text) || !isPlain(reasoning ?? '')) return null
  return endToken + (reasoning === undefined ? 0 : reasoningMarks)
}

/** Whether each character is a token at most: others may be made of several. */
function isPlain(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  return /^[\u0000-\u007F]*$/.test(text)
}

/** The facts of a sample, without its answer. */
export function factsOf(sample: Sample): RequestFacts {
  const { chunkTimes: _chunks, text: _text, reasoning: _reasoning, toolCalls: _calls, ...facts } = sample
  return facts
}

/** Key of a request in its run. */
export function keyOf({ phase, index, turn }: Pick<Sample, 'phase' | 'index' | 'turn'>): string {
  return `${phase} ${index} ${turn ?? 0}`
}
