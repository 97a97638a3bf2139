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
  expect(hidden.tokens).toMatchObject({ output: 6 * 61, reasoning: 6 * 40, cached: 0, cachedSource: 'server' })
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

test('texts of the user’s own that a server cuts at its context are seen, and whole ones raise no alarm', async () => {
  const fast = { ttft: 5, interToken: 1, tokens: 4 } as const
  await using small = await spawnMockServer({ ...fast, context: 258 })
  await using large = await spawnMockServer(fast)
  const line = 'Summarize what follows in one sentence: the ferry leaves at nine from the old harbour. '
  const runFor = (name: string, call: string): string =>
    testOf(
      name,
      `const run = await bench('${name}', { requests: 6, warmup: 1 }, ${call}).run()
      expect(run).toHaveP50Below(1000)`,
    )
  const chatOf = (url: string): string =>
    `endpoint('${url}').chat(${JSON.stringify(line.repeat(65))}, { maxTokens: 4 })`
  const several = [10, 20, 30, 40, 50, 60].map((times) => line.repeat(times))
  await using project = makeProject({
    'cut.bench.ts': [
      imports,
      runFor('one text', chatOf(small.url)),
      runFor('completions', `endpoint('${small.url}').complete(${JSON.stringify(several)}, { maxTokens: 4 })`),
      runFor('whole', chatOf(large.url)),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  const checkOf = (name: string) => runOf(project, name).checks.find(({ id }) => id === 'token-count')
  expect(checkOf('one text'), output).toMatchObject({
    status: 'invalid',
    message: expect.stringMatching(
      /^the server counted 258 input tokens of a prompt of about 9\d\d words, .*cuts prompts at its context/,
    ),
  })
  expect(runOf(project, 'one text').claims[0]?.verdict).toBe('inconclusive')
  expect(checkOf('completions')?.status).toBe('invalid')
  expect(checkOf('whole')).toMatchObject({ status: 'ok' })
})
