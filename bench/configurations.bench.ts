import { expect, ladder, profile, test } from 'vitest-llm-bench'

const spec = 'synthetic:smollm2-135m'
const isFull = profile === 'full'

test('configurations of a small model on the processor', async ({ configurations }) => {
  const matrix = {
    model: spec,
    quantization: isFull ? ['F16', 'Q8_0', 'Q4_0'] : ['Q8_0', 'Q4_0'],
    backend: 'cpu',
    threads: isFull ? [1, 2] : 1,
    kvCache: isFull ? (['F16', 'Q8_0'] as const) : 'F16',
    flashAttention: [false, true],
  } as const
  const found = await configurations(
    'smollm2',
    matrix,
    (model) => model.complete({ tokens: 40 }, { maxTokens: 8, ignoreEos: true }),
    // One option at a time in the short form: three configurations, of two launches each.
    isFull ? { budget: 900_000 } : { vary: 'one', rounds: 2, requests: 8, budget: 20_000 },
  )
  for (const { run } of found.cells) expect(run).toRunOn('cpu')
  // Quantized values of a KV cache need flash attention.
  for (const { state } of found.missing) expect(['unsupported', 'skipped']).toContain(state)
})

test.runIf(isFull)('the ladder, and the speed at a depth', async ({ configurations }) => {
  const ask = { maxTokens: 16, ignoreEos: true }
  await configurations('ladder', ladder(spec), (model) => model.complete({ tokens: 40 }, ask), { budget: 900_000 })
  const depths = { model: `${spec}@Q4_0`, backend: 'cpu', threads: 1, depth: [0, 512, 1024, 2048] } as const
  await configurations('depth', depths, (model) => model.complete({ tokens: 40 }, ask), { budget: 600_000 })
})
