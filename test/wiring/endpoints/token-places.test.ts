import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServerOptions, type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf, samplesOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

const servers: Readonly<Record<string, Omit<MockServerOptions, 'text'>>> = {
  hidden: { ttft: 5, interToken: 4, tokens: 61, reasoningTokens: 40, reasoningField: false },
  thought: { ttft: 5, interToken: 1, tokens: 30, reasoningTokens: 30, reasoningField: false },
  nonsense: { ttft: 5, interToken: 1, tokens: 10, usage: 'nonsense' },
  zeros: { ttft: 5, interToken: 1, tokens: 10, usage: 'zeros' },
  early: { ttft: 5, interToken: 1, tokens: 10, faults: [{ kind: 'finish-in-every-chunk' }] },
  cut: { ttft: 5, interToken: 1, tokens: 10, faults: [{ kind: 'reset-after-finish', every: 2 }] },
}
const started = new Map<string, SpawnedMockServer>()
beforeAll(async () => {
  for (const [name, options] of Object.entries(servers)) started.set(name, await spawnMockServer(options))
})
afterAll(async () => {
  for (const server of started.values()) await server.close()
})

function benchOf(name: string, plan: string): string {
  const url = JSON.stringify(started.get(name)?.url)
  const priced = `endpoint({ url: ${url}, price: price({ inputPerMTok: 1, outputPerMTok: 10, name: 'ours' }) })`
  return testOf(name, `await bench('${name}', { warmup: 0, ${plan} }, ${priced}.chat('Why?', { maxTokens: 64 })).run()`)
}

test('counts, times and failures of endpoints that tell too little, too much or too early', async () => {
  await using project = makeProject({
    'ends.bench.ts': [
      imports,
      benchOf('hidden', 'requests: 6'),
      benchOf('thought', 'requests: 4'),
      benchOf('nonsense', 'requests: 60, maxUsd: 0.01'),
      benchOf('zeros', 'requests: 6'),
      benchOf('early', 'requests: 6'),
      benchOf('cut', 'requests: 8'),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])

  const hidden = runOf(project, 'hidden')
  expect(hidden.tokens).toMatchObject({ output: 6 * 61, reasoning: 6 * 40, cached: null, source: 'usage' })
  // 20 gaps of 4 ms and the end; divided by all 61 tokens it would be 1.3 ms.
  expect(hidden.metrics.tpot.p50).toBeGreaterThan(3)
  expect(samplesOf(project, 'hidden')[0]).toMatchObject({ hiddenTokens: 40, firstTokens: 1 })
  expect(hidden.metrics.prefillSpeed.n).toBe(0)

  expect(output).toContain(
    "all 30 tokens went into reasoning that was not sent (finish reason: stop): look at the server's parsers",
  )

  const nonsense = runOf(project, 'nonsense')
  expect(nonsense.load.endedBy).toBe('cost')
  expect(nonsense.tokens).toMatchObject({ input: null, source: 'chunks' })
  expect(nonsense.throughput.tokensPerSecond).toBeGreaterThan(0)
  expect(nonsense.cost?.usdPerRequest ?? 0).toBeGreaterThanOrEqual(0)
  expect(nonsense.checks.find(({ id }) => id === 'token-nonsense')?.message).toContain('prompt_tokens -1000000')

  const zeros = runOf(project, 'zeros')
  expect(zeros.tokens).toMatchObject({ input: null, output: 60, source: 'chunks' })
  expect(zeros.checks.find(({ id }) => id === 'token-nonsense')?.status).toBe('warning')

  expect(runOf(project, 'early')).toMatchObject({ requests: { succeeded: 6 }, tokens: { output: 60, source: 'usage' } })
  expect(runOf(project, 'cut').requests).toMatchObject({ succeeded: 4, failures: { reset: 4 } })
})
