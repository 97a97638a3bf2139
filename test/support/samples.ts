import type { RunEnd, RunHeader } from '../../src/plan/header.ts'
import type { CompletedSample } from '../../src/samples/sample.ts'

/** A constructed request that took `latencyMs` from `sent`, its tokens evenly spaced. */
export function completedSample(sent: number, latencyMs: number, output = 4): CompletedSample {
  const step = latencyMs / output
  const chunkTimes = Array.from({ length: output }, (_, i) => sent + step * (i + 1))
  const first = chunkTimes[0] ?? sent
  return {
    state: 'completed',
    index: 0,
    phase: 'measured',
    slot: 0,
    stream: 0,
    intended: sent,
    sent,
    firstChunk: first,
    first,
    firstVisible: first,
    end: sent + latencyMs,
    chunkTimes,
    tokens: { input: 10, output, cached: 0, reasoning: null, source: 'engine' },
    text: 'x'.repeat(output),
    finish: 'length',
    hiddenTokens: 0,
    firstTokens: output < 2 ? null : 1,
  }
}

/** A constructed header; `changes` replaces whole parts. */
export function runHeader(changes: Partial<RunHeader> = {}): RunHeader {
  return {
    id: 'constructed-1',
    name: 'constructed',
    file: 'constructed.bench.ts',
    test: 'constructed',
    project: '',
    blob: null,
    attempt: 0,
    repeat: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    plan: {
      requests: 10,
      durationMs: null,
      budgetMs: 1000,
      warmup: 2,
      settles: false,
      load: { kind: 'closed', concurrency: 1, rampUpMs: null },
      concurrency: 1,
      maxUsd: null,
      launches: 1,
      until: null,
      energy: { kind: 'off' },
    },
    comparison: null,
    part: null,
    sweep: null,
    facts: {
      target: {
        kind: 'model',
        model: 'constructed',
        spec: './constructed.gguf',
        source: 'file',
        backend: 'cpu',
        device: 'constructed processor',
        tensorUnits: null,
        gpuLayers: 0,
        totalLayers: 5,
        threads: 1,
        parameters: 1000,
        quantization: 'F32',
        modelHash: null,
        contextSize: 512,
        chatFormat: null,
        proxy: null,
        engine: 'constructed engine',
        configuration: null,
        fields: [],
        listed: null,
        timedIn: 'host',
      },
      asked: null,
      provenance: 'measured',
      startupMs: 1000,
      loadTimeMs: 100,
      loadState: { loaded: 'now', pageCache: 'warm' },
      modelLoaded: null,
      memory: { fileBytes: 1100, weightsBytes: 1000, contextBytes: 100, vramBytes: 0 },
      calibration: [],
      loadHosts: 1,
      price: null,
      local: true,
    },
    workload: {
      kind: 'completion',
      prompt: 'Why?',
      prompts: 1,
      maxTokens: 4,
      temperature: 0,
      seed: 0,
      ignoreEos: false,
      rules: null,
      cacheWanted: false,
    },
    power: { value: 30, provenance: 'assumed' },
    electricity: { value: 0.15, provenance: 'assumed' },
    cores: 4,
    ...changes,
  }
}

/** The end of a constructed run. */
export const runEnd: RunEnd = {
  endedBy: 'requests',
  error: null,
  engineTimings: null,
  peaks: null,
  decisions: [],
  launches: [],
  unsent: 0,
  waits: null,
  loadHosts: 1,
  settled: null,
  server: null,
  conditions: null,
}
