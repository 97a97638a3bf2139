import type { Sample } from '../../samples/sample.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { oneClient } from '../../workload/load.ts'
import type { TargetFacts } from '../target.ts'
import { openModelDriver } from './model-driver.ts'
import { ModelLender } from './model-lender.ts'

/** Milliseconds that the anchor workload is measured for. */
const measuredMs = 2000
const spec = 'synthetic:micro@Q4_0'

const request: RequestDefinition = {
  kind: 'completion',
  prompts: [{ kind: 'tokens', count: 16 }],
  sampling: { maxTokens: 64, temperature: 0, seed: 0, ignoreEos: true },
}

/** A figure of the anchor workload, and what it was measured on. */
export interface AnchorFigure {
  /** Median of the time of an output token, in milliseconds; null where no request had one. */
  readonly msPerToken: number | null
  readonly facts: TargetFacts
}

/**
 * Measures the anchor workload: always the same micro model, on one thread of the processor, in a process that is
 * ended afterwards, so that it is nobody's neighbour.
 * @throws LlmBenchError of the host
 */
export async function measureAnchor(
  broker: string,
  { root, cacheDirectory }: { readonly root: string; readonly cacheDirectory: string },
  signal: AbortSignal,
): Promise<AnchorFigure> {
  const lender = new ModelLender(broker, {
    spec,
    options: {
      backend: 'cpu',
      threads: 1,
      gpuLayers: 0,
      contextSize: 256,
      batchSize: 'auto',
      flashAttention: 'auto',
      kvCache: 'auto',
      mmap: 'auto',
      memoryBudget: 'auto',
    },
    registry: {},
    root,
    cacheDirectory,
    downloads: { mirrors: [], maxBytes: null },
  })
  const driver = await openModelDriver(lender, { spec, check: null }, request, oneClient)
  const samples: Sample[] = []
  const block = {
    phase: 'warmup',
    slot: 0,
    firstIndex: 0,
    units: 1_000_000,
    load: { kind: 'closed', firstSends: [0] },
    budgetMs: measuredMs,
    maxUsd: null,
    journal: null,
  } as const
  try {
    await driver.run(block, (more) => void samples.push(...more), signal)
    return { msPerToken: tokenTimeOf(samples), facts: driver.facts }
  } finally {
    driver.close()
    await lender.relaunch()
  }
}

function tokenTimeOf(samples: readonly Sample[]): number | null {
  const times = samples.flatMap((sample) => {
    if (sample.state !== 'completed' || sample.first === null || sample.tokens.output < 2) return []
    return (sample.end - sample.first) / (sample.tokens.output - 1)
  })
  // The first is a warm-up.
  const warm = times.slice(1)
  return warm.length === 0 ? null : medianOf(Float64Array.from(warm))
}
