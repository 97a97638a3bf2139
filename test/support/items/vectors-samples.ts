import type { RunHeader } from '../../../src/plan/header.ts'
import { buildRun, type BuiltRun } from '../../../src/runs/build-run.ts'
import type { CompletedSample, FailedSample, Sample } from '../../../src/samples/sample.ts'
import { runEnd, runHeader } from '../samples.ts'

/** A constructed request for vectors: eight texts of five tokens each, unless told otherwise. */
export function vectorsSample(
  sent: number,
  latencyMs: number,
  changes: Partial<CompletedSample> = {},
): CompletedSample {
  return {
    state: 'completed',
    index: 0,
    phase: 'measured',
    slot: 0,
    stream: 0,
    intended: sent,
    sent,
    end: sent + latencyMs,
    firstChunk: null,
    first: null,
    firstVisible: null,
    chunkTimes: [],
    tokens: { input: 40, output: 0, cached: null, reasoning: null, source: 'usage' },
    items: 8,
    dimensions: 384,
    text: '',
    finish: 'stop',
    hiddenTokens: 0,
    firstTokens: null,
    ...changes,
  }
}

/** One that failed. */
export function failedVectors(sent: number, latencyMs: number): FailedSample {
  const {
    firstChunk: _c,
    first: _f,
    firstVisible: _v,
    finish: _r,
    hiddenTokens: _h,
    firstTokens: _k,
    ...base
  } = vectorsSample(sent, latencyMs)
  const { dimensions: _d, ...rest } = base
  return {
    ...rest,
    state: 'failed',
    tokens: { ...base.tokens, input: null },
    failure: { class: 'malformed', message: '7 vectors came for 8 texts' },
  }
}

/** A run of one client from requests for vectors. */
export function vectorsRun(samples: readonly Sample[], changes: Partial<RunHeader> = {}): BuiltRun {
  const header = runHeader(changes)
  const workload = { ...header.workload, kind: 'embedding', maxTokens: 0, ...changes.workload } as const
  return buildRun({ ...header, workload }, samples, runEnd)
}

/** Requests one right after the other, of 23 to 27 ms each. */
export function severalVectors(count: number, changes: Partial<CompletedSample> = {}): CompletedSample[] {
  let sent = 0
  return Array.from({ length: count }, (_, index) => {
    const latencyMs = 23 + ((index * 7) % 5)
    const sample = vectorsSample(sent, latencyMs, { index, ...changes })
    sent += latencyMs
    return sample
  })
}
