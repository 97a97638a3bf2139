import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LlamaContext, LlamaModel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { between, calibrateThreads, threadSteps } from '../../../../src/engines/llama-cpp/threads/calibrate-threads.ts'
import { microFile, startLlama, type StartedLlama } from '../loaded-engine.ts'

let started: StartedLlama
let model: LlamaModel
beforeAll(async () => {
  started = await startLlama()
  model = await started.llama.loadModel({ modelPath: (await microFile()).path, gpuLayers: 0 })
})
afterAll(async () => await started[Symbol.asyncDispose]())

test.for([
  [1, [1]],
  [2, [1, 2]],
  [3, [1, 2, 3]],
  [4, [1, 2, 4]],
  [12, [1, 2, 4, 8, 12]],
  [0, [1]],
] as const)('up to %i threads, %j are tried', ([most, steps]) => {
  expect(threadSteps(most)).toEqual(steps)
})

/** Contexts of one thread, whatever is asked for: two would spin against each other on shared cores. */
function contexts(): { asked: number[]; made: LlamaContext[]; create: (threads: number) => Promise<LlamaContext> } {
  const asked: number[] = []
  const made: LlamaContext[] = []
  return {
    asked,
    made,
    create: async (threads) => {
      asked.push(threads)
      const context = await model.createContext({ contextSize: 64, threads: 1 })
      made.push(context)
      return context
    },
  }
}

test('one thread is timed too, and is the best of itself', async () => {
  const { asked, made, create } = contexts()
  const { best, trials } = await calibrateThreads(model, create, 1)
  expect(asked).toEqual([1])
  expect(best).toBe(1)
  expect(trials).toEqual([{ threads: 1, msPerToken: expect.any(Number) as number }])
  expect(trials[0]?.msPerToken).toBeGreaterThan(0)
  expect(made.map(({ disposed }) => disposed)).toEqual([true])
})

test.for([
  [1, [1], []],
  [1, [1, 2], []],
  [2, [1, 2, 4], [3]],
  [4, [1, 2, 4, 8], [3, 6]],
  [12, [1, 2, 4, 8, 12], [10]],
  [1, [1, 4], [2]],
] as const)('beside the fastest, %i of %j, %j are tried too', ([fastest, tried, further]) => {
  expect(between(fastest, tried)).toEqual(further)
})

test('numbers that one trial cannot tell apart are tried in turns, and the fewest as good is taken', async () => {
  const { asked, made, create } = contexts()
  const { best, trials } = await calibrateThreads(model, create, 2)
  expect(asked.slice(0, 2)).toEqual([1, 2])
  expect(trials.map(({ threads }) => threads)).toEqual([1, 2])
  // Where the machine was busy in one of the two trials, that one is clearly slower.
  if (asked.length > 2) expect(asked).toEqual([1, 2, 2, 1, 1, 2])
  const limit = Math.min(...trials.map(({ msPerToken }) => msPerToken)) * 1.05
  expect(best).toBe(trials.find(({ msPerToken }) => msPerToken <= limit)?.threads)
  expect(made.every(({ disposed }) => disposed)).toBe(true)
})

test('a number that is clearly slower is not finished, ends the search, and is not tried again', async () => {
  const { asked, made, create } = contexts()
  let busy = false
  const slowFromTwo = async (threads: number): Promise<LlamaContext> => {
    if (threads === 2) busy = true
    if (busy) void keepBusy(() => busy)
    return await create(threads)
  }
  const { best, trials } = await calibrateThreads(model, slowFromTwo, 8)
  busy = false
  expect(asked).toEqual([1, 2])
  expect(best).toBe(1)
  expect(trials).toHaveLength(2)
  expect(trials[1]?.msPerToken).toBeGreaterThan(trials[0]?.msPerToken ?? Number.NaN)
  expect(made.map(({ disposed }) => disposed)).toEqual([true, true])
})

/** Takes the thread of JavaScript for 100 ms of every turn: whatever waits for it is slow. */
async function keepBusy(goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    const until = performance.now() + 100
    while (performance.now() < until);
    await nextTurn()
  }
}

test('a context that cannot be made is an error, and the one before it is not kept', async () => {
  const { made, create } = contexts()
  const failing = calibrateThreads(
    model,
    async (threads) => {
      if (threads > 1) throw new Error('no memory')
      return await create(threads)
    },
    2,
  )
  await expect(failing).rejects.toThrow('no memory')
  expect(made.map(({ disposed }) => disposed)).toEqual([true])
})
