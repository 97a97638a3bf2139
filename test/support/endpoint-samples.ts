import type { RunHeader } from '../../src/plan/header.ts'
import type { TargetRecord } from '../../src/record/target.ts'
import type { CompletedSample, FailedSample, FailureClass, HttpDetails } from '../../src/samples/sample.ts'
import { seededRandom } from '../../src/stats/random.ts'
import type { OpenLoad } from '../../src/workload/load.ts'
import { runHeader } from './samples.ts'

/** What a constructed answer over HTTP is like; times in milliseconds. */
export interface ConstructedAnswer {
  readonly sent: number
  readonly intended?: number
  readonly ttft?: number
  readonly gap?: number
  readonly output?: number
  /** As many as tokens when left out. */
  readonly chunks?: number
}

/** A streamed answer of an endpoint, its chunks evenly spaced. */
export function answer(
  { sent, intended = sent, ttft = 40, gap = 5, output = 16, chunks = output }: ConstructedAnswer,
  changes: Partial<CompletedSample> = {},
): CompletedSample {
  const chunkTimes = Array.from({ length: chunks }, (_, chunk) => sent + ttft + chunk * gap)
  return {
    state: 'completed',
    index: 0,
    phase: 'measured',
    slot: 0,
    stream: 0,
    intended,
    sent,
    firstChunk: sent + ttft,
    first: sent + ttft,
    firstVisible: sent + ttft,
    end: chunkTimes.at(-1) ?? sent + ttft,
    chunkTimes,
    tokens: { input: 110, output, cached: 0, reasoning: null, source: 'usage' },
    asked: { input: 100, output },
    text: 'x'.repeat(output),
    finish: 'length',
    hiddenTokens: 0,
    firstTokens: output < 2 ? null : 1,
    http: httpDetails(),
    ...changes,
  }
}

/** A request that failed at once. */
export function failedRequest(
  sent: number,
  failure: FailureClass,
  message: string,
  http: Partial<HttpDetails> = {},
): FailedSample {
  const whole = answer({ sent, chunks: 0 })
  const { firstChunk: _c, first: _f, firstVisible: _v, finish: _r, hiddenTokens: _h, firstTokens: _k, ...base } = whole
  const tokens = { input: 0, output: 0, cached: 0, reasoning: null, source: 'chunks' } as const
  return { ...base, state: 'failed', tokens, failure: { class: failure, message }, http: { ...httpDetails(), ...http } }
}

function httpDetails(): HttpDetails {
  return { connectMs: null, status: 200, retryAfterSeconds: null }
}

/**
 * Answers of an endpoint that nothing is wrong with: first tokens and gaps vary a little, and starts
 * do not fall together. `shape` says what they are like otherwise.
 */
export function soundAnswers(
  count: number,
  everyMs: number,
  changes: (index: number, sample: CompletedSample) => Partial<CompletedSample> = () => ({}),
  { ttft = 40, gap = 5, ...shape }: Omit<ConstructedAnswer, 'sent' | 'intended'> = {},
): CompletedSample[] {
  const random = seededRandom(5)
  return Array.from({ length: count }, (_, index) => {
    const sample = answer(
      { ...shape, sent: index * everyMs, ttft: ttft * (0.9 + 0.2 * random()), gap: gap * (0.9 + 0.2 * random()) },
      // Its body ends as the client sends the next one.
      { index, over: (index + 1) * everyMs - 0.5 },
    )
    return Object.assign(sample, changes(index, sample))
  })
}

/** Header of a run against an endpoint; on another machine unless `target` says otherwise. */
export function endpointHeader(target: Partial<TargetRecord> = {}, changes: Partial<RunHeader> = {}): RunHeader {
  const { facts, workload, plan } = runHeader()
  return runHeader({
    facts: {
      ...facts,
      target: {
        ...facts.target,
        kind: 'endpoint',
        spec: 'http://192.0.2.1:8000/v1',
        source: 'endpoint',
        backend: null,
        device: null,
        gpuLayers: null,
        totalLayers: null,
        threads: null,
        engine: 'constructed server',
        ...target,
      },
      local: false,
    },
    workload: { ...workload, kind: 'chat', maxTokens: 16 },
    plan: { ...plan, requests: 100 },
    ...changes,
  })
}

/** The same under an open load of constant gaps. */
export function openHeader(perSecond: number, maxConcurrency: number | null = null): RunHeader {
  const { plan } = endpointHeader()
  const load: OpenLoad = {
    kind: 'open',
    name: 'rate',
    arrivals: { kind: 'rate', perSecond, spacing: { kind: 'constant' } },
    maxConcurrency,
  }
  return endpointHeader({}, { plan: { ...plan, load, concurrency: 0 } })
}
