import { expect, test } from 'vitest'
import type { AskedBlock } from '../../../src/block/block.ts'
import { now, systemPerformance } from '../../../src/clock.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { simulatedDriver } from '../../../src/targets/simulated/simulated-driver.ts'
import { type SimulateOptions, simulationOf } from '../../../src/targets/simulated/simulation.ts'
import type { RequestDefinition } from '../../../src/workload/request-definition.ts'

const chat: RequestDefinition = {
  kind: 'chat',
  prompts: [{ kind: 'text', text: 'Why is the sky blue?' }],
  sampling: { maxTokens: 64, temperature: 0, seed: 0, ignoreEos: false },
}

const block: AskedBlock = {
  phase: 'measured',
  slot: 0,
  firstIndex: 0,
  units: 500,
  load: { kind: 'closed', firstSends: [0] },
  budgetMs: 3_600_000,
  maxUsd: null,
  journal: null,
}

async function samplesOf(
  options: SimulateOptions,
  request: RequestDefinition = chat,
  asked: Partial<AskedBlock> = {},
  spec = 'a model',
): Promise<{ readonly samples: Sample[]; readonly endedBy: string }> {
  const samples: Sample[] = []
  const driver = simulatedDriver(simulationOf(options), { model: spec, spec }, request)
  const { signal } = new AbortController()
  const { endedBy } = await driver.run({ ...block, ...asked }, (more) => void samples.push(...more), signal)
  return { samples, endedBy }
}

const latencies = (samples: readonly Sample[]): number[] => samples.map(({ sent, end }) => end - sent)

test('requests take their programmed times on the clock, and nobody waits', async () => {
  const [began, really] = [now(), systemPerformance.now()]
  const { samples } = await samplesOf({ ttft: 50, tpot: 10, jitter: 0 })
  expect(samples).toHaveLength(500)
  for (const latency of latencies(samples)) expect(latency).toBeCloseTo(50 + 63 * 10, 6)
  // 500 requests of 680 ms, one after the other.
  expect(now() - began).toBeGreaterThanOrEqual(340_000)
  expect(systemPerformance.now() - really).toBeLessThan(170_000)
  expect(samples[0]).toMatchObject({ state: 'completed', tokens: { input: 5, output: 64 }, finish: 'length' })
})

test('the same seed and target give the same answers, others give others', async () => {
  const seeded = latencies((await samplesOf({ seed: 1 })).samples)
  const again = latencies((await samplesOf({ seed: 1 })).samples)
  for (const [place, latency] of again.entries()) expect(latency).toBeCloseTo(seeded[place] as number, 6)
  const other = latencies((await samplesOf({ seed: 2 })).samples)
  const elsewhere = latencies((await samplesOf({ seed: 1 }, chat, {}, 'another')).samples)
  for (const values of [other, elsewhere])
    expect(Math.abs((values[0] as number) - (seeded[0] as number))).toBeGreaterThan(1e-3)
})

test('shorter answers stop, and a share of requests fails', async () => {
  const { samples } = await samplesOf({ tokens: 8, failures: 0.2 })
  const failed = samples.filter(({ state }) => state === 'failed').length
  expect(failed).toBeGreaterThan(60)
  expect(failed).toBeLessThan(140)
  const answered = samples.find(({ state }) => state === 'completed')
  expect(answered).toMatchObject({ finish: 'stop', tokens: { output: 8 }, text: expect.stringContaining('word7') })
})

test('a load that goes on for a time ends with it, and a conversation is asked turn by turn', async () => {
  const conversation: RequestDefinition = {
    ...chat,
    prompts: [{ kind: 'conversation', system: null, turns: ['one', 'two'], thinkMs: 1000 }],
  }
  const { samples, endedBy } = await samplesOf({ jitter: 0 }, conversation, { budgetMs: 20_000 })
  expect(endedBy).toBe('budget')
  expect(samples.map(({ index, turn }) => [index, turn]).slice(0, 4)).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ])
  // Two answers of 680 ms, and a second between them.
  expect(samples).toHaveLength(2 * Math.ceil(20_000 / (2 * 680 + 1000)))
})

test('vectors and ranks have no tokens, and are given to whoever asks once', async () => {
  const texts = { kind: 'texts', texts: ['a', 'b'], dimensions: 3, keep: true } as const
  const { samples } = await samplesOf({}, { ...chat, kind: 'embedding', prompts: [texts] }, { units: 1 })
  expect(samples[0]).toMatchObject({ items: 2, dimensions: 3, first: null, tokens: { output: 0 } })
  const vectors = JSON.parse(samples[0]?.text ?? '') as number[][]
  expect(vectors.map((vector) => Math.hypot(...vector))).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)])
  const ranking = { kind: 'ranking', query: 'q', documents: ['a', 'b', 'c'], topN: 2, keep: true } as const
  const ranked = await samplesOf({}, { ...chat, kind: 'rerank', prompts: [ranking] }, { units: 1 })
  expect(JSON.parse(ranked.samples[0]?.text ?? '')).toHaveLength(2)
})

test('a run that would have very many requests ends with the most that is made, and hears that it is aborted', async () => {
  const driver = simulatedDriver(simulationOf({ tokens: 1 }), { model: 'a', spec: 'a' }, chat)
  const offsets = Float64Array.from({ length: 120_000 }, (_, index) => index)
  const many = {
    ...block,
    units: offsets.length,
    load: { kind: 'open', at: [...offsets], maxConcurrency: null },
  } as const
  let count = 0
  const began = now()
  const none = new AbortController().signal
  const end = await driver.run(many as never, (more) => void (count += more.length), none)
  expect([end.endedBy, count]).toEqual(['budget', 100_000])
  // What is left of its time is over, too.
  expect(now() - began).toBeGreaterThanOrEqual(block.budgetMs)
  const abort = new AbortController()
  const another = simulatedDriver(simulationOf({ tokens: 1 }), { model: 'a', spec: 'a' }, chat)
  const running = another.run(many as never, () => abort.abort(), abort.signal)
  expect((await running).endedBy).toBe('aborted')
})
