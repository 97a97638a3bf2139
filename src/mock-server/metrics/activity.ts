import { draftsOf } from '../answers/drafts.ts'
import type { MockDrafts } from '../options.ts'
import { Histogram } from './histogram.ts'

/** Upper bounds of a histogram in seconds, as vLLM has them. */
const firstTokenBounds = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560,
]
const perTokenBounds = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80]
const requestBounds = [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680]
const tokenBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]

/** Reason for the end of a request, as vLLM labels it. */
export type EndReason = 'stop' | 'length' | 'abort' | 'error'

/** Times and tokens of one request; times are milliseconds of CLOCK_MONOTONIC. */
export interface RequestActivity {
  readonly received: number
  /** Moment at which it got a slot. */
  readonly started: number
  /** Moment at which its first token was done. */
  readonly first: number
  /** Moment at which its last token was done. */
  readonly last: number
  readonly writes: Float64Array
  readonly promptTokens: number
  readonly completionTokens: number
}

/** The server's real work for one model, which its metrics are made from. */
export class ModelActivity {
  running = 0
  waiting = 0
  promptTokens = 0
  cachedTokens = 0
  /** Number of generated tokens, counted while they are written. */
  generatedTokens = 0
  prefillMs = 0
  decodeMs = 0
  longestSequence = 0
  /** Number of batched decode steps: a token of one of n running requests is an n-th of a step. */
  decodes = 0
  draftTokens = 0
  acceptedTokens = 0
  readonly drafts: MockDrafts | null
  readonly ended: Record<EndReason, number> = { stop: 0, length: 0, abort: 0, error: 0 }
  readonly timeToFirst: Histogram = new Histogram(firstTokenBounds)
  readonly interToken: Histogram = new Histogram(perTokenBounds)
  readonly perToken: Histogram = new Histogram(perTokenBounds)
  readonly endToEnd: Histogram = new Histogram(requestBounds)
  readonly queue: Histogram = new Histogram(requestBounds)
  readonly prefill: Histogram = new Histogram(requestBounds)
  readonly decode: Histogram = new Histogram(requestBounds)
  readonly inference: Histogram = new Histogram(requestBounds)
  readonly prompts: Histogram = new Histogram(tokenBounds)
  readonly generations: Histogram = new Histogram(tokenBounds)

  constructor(drafts: MockDrafts | null = null) {
    this.drafts = drafts
  }

  /** Counts the tokens of a prompt that was read, some of them from the cache. */
  prefilled(promptTokens: number, cachedTokens: number, prefillMs: number): void {
    this.promptTokens += promptTokens
    this.cachedTokens += cachedTokens
    this.prefillMs += prefillMs
  }

  /** Counts generated tokens of one request. */
  generated(tokens: number): void {
    this.generatedTokens += tokens
    this.decodes += tokens / Math.max(1, this.running)
  }

  /** Counts a request that ended and generated at least one token. */
  completed(request: RequestActivity, reason: EndReason): void {
    const { received, started, first, last, writes, promptTokens, completionTokens } = request
    this.ended[reason]++
    const { drafted, accepted } = draftsOf(completionTokens, this.drafts)
    this.draftTokens += drafted
    this.acceptedTokens += accepted
    this.decodeMs += last - first
    this.longestSequence = Math.max(this.longestSequence, promptTokens + completionTokens)
    this.timeToFirst.observe((first - received) / 1000)
    this.queue.observe((started - received) / 1000)
    this.prefill.observe((first - started) / 1000)
    this.decode.observe((last - first) / 1000)
    this.inference.observe((last - started) / 1000)
    this.endToEnd.observe((last - received) / 1000)
    if (completionTokens > 1) this.perToken.observe((last - first) / (completionTokens - 1) / 1000)
    for (let index = 1; index < writes.length; index++) {
      this.interToken.observe(((writes[index] as number) - (writes[index - 1] as number)) / 1000)
    }
    this.prompts.observe(promptTokens)
    this.generations.observe(completionTokens)
  }
}
