import type { LlamaModel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ContextPool } from '../../../src/engines/llama-cpp/context-pool.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import { microFile, plainOptions, startLlama, type StartedLlama } from './loaded-engine.ts'

let started: StartedLlama
let model: LlamaModel
beforeAll(async () => {
  started = await startLlama()
  model = await started.llama.loadModel({ modelPath: (await microFile()).path, gpuLayers: 0 })
})
afterAll(async () => await started[Symbol.asyncDispose]())

test('a context has the sequences and at least the size that were asked for', async () => {
  const pool = new ContextPool(model, plainOptions)
  const { context, sequences } = await pool.open(3, 512)
  expect([context.totalSequences, context.contextSize, context.idealThreads]).toEqual([3, 512, 1])
  expect(sequences).toHaveLength(3)
  expect(new Set(sequences).size).toBe(3)
  for (const sequence of sequences) {
    expect(sequence.context === context).toBe(true)
    expect([sequence.contextSize, sequence.disposed]).toEqual([512, false])
  }
  await pool.clear()
})

test('the same shape is the same context; another number of sequences or another size is another', async () => {
  const pool = new ContextPool(model, plainOptions)
  const first = await pool.open(1, 64)
  expect((await pool.open(1, 64)) === first).toBe(true)
  const others = [await pool.open(2, 64), await pool.open(1, 128)]
  expect(new Set([first, ...others].map(({ context }) => context)).size).toBe(3)
  await pool.clear()
})

test('of more than three the least recently used one goes', async () => {
  const pool = new ContextPool(model, plainOptions)
  const oldest = await pool.open(1, 64)
  const second = await pool.open(1, 128)
  const third = await pool.open(1, 192)
  expect((await pool.open(1, 64)) === oldest).toBe(true)
  const fourth = await pool.open(1, 256)
  expect([oldest, second, third, fourth].map(({ context }) => context.disposed)).toEqual([false, true, false, false])
  const again = await pool.open(1, 128)
  expect(again.context === second.context).toBe(false)
  expect(again.context.disposed).toBe(false)
  expect(third.context.disposed).toBe(true)
  await pool.clear()
})

test('after all were cleared a shape is made again', async () => {
  const pool = new ContextPool(model, plainOptions)
  const opened = [await pool.open(1, 64), await pool.open(2, 64)]
  await pool.clear()
  expect(opened.map(({ context }) => context.disposed)).toEqual([true, true])
  const again = await pool.open(1, 64)
  expect(again.context.disposed).toBe(false)
  await pool.clear()
})

test('a context that is not kept is neither found again nor cleared', async () => {
  const pool = new ContextPool(model, plainOptions)
  await using loose = await pool.create(1, 64, 1)
  const { context } = await pool.open(1, 64)
  expect(context === loose).toBe(false)
  await pool.clear()
  expect([context.disposed, loose.disposed]).toEqual([true, false])
})

test('the options reach the context', async () => {
  const small = new ContextPool(model, { ...plainOptions, batchSize: 32, flashAttention: false })
  const { context } = await small.open(1, 64)
  expect([context.batchSize, context.flashAttention]).toEqual([32, false])
  const usual = new ContextPool(model, plainOptions)
  expect((await usual.open(1, 64)).context.batchSize).not.toBe(32)
  await Promise.all([small.clear(), usual.clear()])
})

test('a quantized KV cache is smaller than that of the engine, keys and values each', async () => {
  const pools = (['F32', 'F16', { key: 'Q8_0', value: 'F16' }, 'Q8_0'] as const).map(
    (kvCache) => new ContextPool(model, { ...plainOptions, kvCache }),
  )
  const bytes: number[] = []
  for (const pool of pools) {
    bytes.push((await pool.open(1, 4096)).context.memoryUsage.ram)
    await pool.clear()
  }
  expect(bytes).toEqual(bytes.toSorted((one, other) => other - one))
  expect(new Set(bytes).size).toBe(4)
})

test('what cannot be made is one line with the way out, and the cause', async () => {
  const pool = new ContextPool(model, plainOptions)
  const error = await pool.open(300, 64).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LlmBenchError)
  expect(error).toMatchObject({ code: 'engine-failed', cause: expect.any(Error) as Error })
  expect(String(error)).toMatch(
    /no context of 300 × 64 tokens could be made: .+: lower the concurrency, maxTokens or contextSize$/,
  )
  // The pool is as good as before.
  const { context } = await pool.open(1, 64)
  expect(context.disposed).toBe(false)
  await pool.clear()
})
