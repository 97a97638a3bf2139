import { emptyPlace } from '../../../src/record/place.ts'
import type { IntrinsicBaseRecord } from '../../../src/record/intrinsic/divergence.ts'
import type { IntrinsicResultRecord } from '../../../src/record/intrinsic/intrinsic.ts'
import { blockInterval } from '../../../src/intrinsic/estimate.ts'
import { bitsOf, perplexityOf } from '../../../src/intrinsic/summary.ts'

/** A result of windows of 100 tokens and 300 bytes, each with this mean of nats, and of divergence where there is a base. */
export function intrinsicResult(
  nats: readonly number[],
  divergence: readonly number[] | null = null,
  more: Partial<IntrinsicResultRecord> = {},
): IntrinsicResultRecord {
  const [tokens, bytes] = [nats.map(() => 100), nats.map(() => 300)]
  const sums = nats.map((mean) => 100 * mean)
  const total = sums.reduce((sum, value) => sum + value, 0)
  const scoredTokens = 100 * nats.length
  return {
    ...emptyPlace(),
    file: 'a.test.ts',
    test: 'a text',
    name: 'a text',
    provenance: 'measured',
    target: {
      model: 'stories-Q4_0',
      spec: './stories-Q4_0.gguf',
      source: 'file',
      quantization: 'Q4_0',
      modelHash: 'q4',
      backend: 'cpu',
      device: 'a processor',
      threads: 1,
      engine: 'llama.cpp b1',
    },
    text: { name: 'wiki.txt', bytes: 300 * nats.length, tokens: scoredTokens, sha256: 'ab'.repeat(32) },
    vocabulary: { size: 512, digest: 'v' },
    protocol: 'full',
    contextSize: 101,
    windows: nats.length,
    bos: true,
    scoredTokens,
    scoredBytes: 300 * nats.length,
    bytesCounted: 'exact',
    exact: true,
    perplexity: perplexityOf(total / scoredTokens),
    perplexityInterval: blockInterval(sums, tokens, 0.9, perplexityOf),
    bitsPerByte: bitsOf(total / (300 * nats.length)),
    bitsPerByteInterval: blockInterval(sums, bytes, 0.9, bitsOf),
    blocks: { tokens, bytes, nats: sums, divergence: divergence?.map((mean) => 100 * mean) ?? null },
    divergence: divergence === null ? null : divergenceOf(divergence, tokens),
    ...more,
  }
}

function divergenceOf(divergence: readonly number[], tokens: readonly number[]): IntrinsicBaseRecord {
  const sums = divergence.map((mean) => 100 * mean)
  return {
    base: { model: 'stories-F32', spec: './stories-F32.gguf', quantization: 'F32', modelHash: 'f32', exact: true },
    basePerplexity: 4.844,
    mean: divergence.reduce((sum, value) => sum + value, 0) / divergence.length,
    meanInterval: blockInterval(sums, tokens, 0.9),
    median: 0.008,
    p999: 0.4,
    sameTop: 0.973,
    flips: { toWrong: 7, toRight: 5, share: 0.02 },
    comparedTokens: 512,
    massLeftOut: null,
  }
}
