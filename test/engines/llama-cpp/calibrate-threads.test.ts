import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LlamaContext, LlamaModel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calibrateThreads, threadSteps } from '../../../src/engines/llama-cpp/calibrate-threads.ts'
import { microFile, startLlama, type StartedLlama } from './loaded-engine.ts'

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

test('more threads are tried while each step pays, and the last that paid is taken', async () => {
  const { asked, made, create } = contexts()
  const { best, trials } = await calibrateThreads(model, create, 8)
  expect(trials.length).toBeGreaterThanOrEqual(2)
  expect(asked).toEqual([1, 2, 4, 8].slice(0, trials.length))
  expect(trials.map(({ threads }) => threads)).toEqual(asked)
  const paid = trials.filter(({ msPerToken }, place) => {
    const before = trials[place - 1]
    return before === undefined || msPerToken * 1.15 <= before.msPerToken
  })
  // At most the last step did not pay.
  expect(trials.length - paid.length).toBeLessThanOrEqual(1)
  expect(best).toBe(paid.at(-1)?.threads)
  expect(made.every(({ disposed }) => disposed)).toBe(true)
})

test('a step that makes it many times slower is not finished, and ends the search', async () => {
  const { asked, made, create } = contexts()
  let busy = true
  const slowFromTwo = async (threads: number): Promise<LlamaContext> => {
    if (threads === 2) void keepBusy(() => busy)
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
