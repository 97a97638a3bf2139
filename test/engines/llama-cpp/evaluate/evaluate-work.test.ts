import { expect, test } from 'vitest'
import { LlamaLogLevel, getLlama } from 'node-llama-cpp'
import { EvaluateWork } from '../../../../src/engines/llama-cpp/evaluate/evaluate-work.ts'
import { readTextBy } from '../../../../src/engines/llama-cpp/evaluate/read-text.ts'
import type { Evaluated, EvaluateWish } from '../../../../src/intrinsic/evaluation.ts'
import { hasStories, storiesModel } from '../../../support/project.ts'

test.runIf(hasStories)('the logits that are needed of a large vocabulary give what all of them give', async () => {
  await using llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: LlamaLogLevel.error })
  const model = await llama.loadModel({ modelPath: storiesModel })
  const read = readTextBy(model, null, 'Tom found a small boat near the river.')
  expect(read).toMatchObject({ bos: 1, bytesCounted: 'exact', vocabulary: { size: 512 } })
  const create = async (contextSize: number) =>
    await model.createContext({ contextSize, threads: { ideal: 1, min: 1 }, flashAttention: false })
  const tokens = Uint32Array.from([1, ...read.tokens])
  /** Asked in one piece. */
  const evaluated = async (work: EvaluateWork, wish: EvaluateWish): Promise<Evaluated> => {
    const asked = { tokens: tokens.slice(0, -1), from: 0, first: 4, targets: tokens.slice(5) }
    return await work.evaluate({ ...asked, contextSize: 64, exact: true, wish })
  }
  const whole = new EvaluateWork(create, () => 512)
  const needed = new EvaluateWork(create, () => 100_000)
  const [all, some] = [await evaluated(whole, { kind: 'scores' }), await evaluated(needed, { kind: 'scores' })]
  expect(some.likeliest).toEqual(all.likeliest)
  for (const [place, value] of all.logProbabilities.entries())
    expect(some.logProbabilities[place]).toBeCloseTo(value, 5)

  const base = await evaluated(needed, { kind: 'distributions', most: 16 })
  const { distributions } = base
  if (distributions === null) throw new Error('no distributions')
  expect(distributions.tokens?.slice(0, 16)[0]).toBe(all.likeliest[0])
  expect(distributions.totals[0]).toBeGreaterThan(distributions.logits[0] as number)
  const { divergence } = await evaluated(needed, { kind: 'divergence', from: distributions })
  for (const nats of divergence?.nats ?? [Number.NaN]) expect(nats).toBeLessThan(1e-5)
  for (const mass of divergence?.leftOut ?? [Number.NaN]) expect(mass).toBeLessThan(0.5)

  // The second piece goes on where the first one ended.
  const pieces = { contextSize: 64, exact: true, wish: { kind: 'scores' } } as const
  const begun = await whole.evaluate({
    ...pieces,
    tokens: tokens.slice(0, 8),
    from: 0,
    first: 4,
    targets: tokens.slice(5, 9),
  })
  const ended = await whole.evaluate({
    ...pieces,
    tokens: tokens.slice(8, -1),
    from: 8,
    first: 0,
    targets: tokens.slice(9),
  })
  // Asked again, as of a model that is its own base, it gives the same.
  const again = await whole.evaluate({
    ...pieces,
    tokens: tokens.slice(8, -1),
    from: 8,
    first: 0,
    targets: tokens.slice(9),
  })
  expect(again.logProbabilities).toEqual(ended.logProbabilities)
  const joined = [...begun.logProbabilities, ...ended.logProbabilities]
  for (const [place, value] of all.logProbabilities.entries()) expect(joined[place]).toBeCloseTo(value, 4)
  await Promise.all([whole.clear(), needed.clear()])
})
