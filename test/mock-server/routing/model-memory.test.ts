import { expect, test } from 'vitest'
import { ModelMemory } from '../../../src/mock-server/routing/model-memory.ts'

test('the first request loads the model, others wait for what is left, and it can be lost', () => {
  const memory = new ModelMemory(1000, 0)
  expect(memory.isLoaded(5)).toBe(false)
  expect([memory.load(10), memory.load(400), memory.load(2000)]).toEqual([1000, 610, 0])
  expect([memory.isLoaded(1009), memory.isLoaded(1010)]).toEqual([false, true])
  memory.unload()
  expect([memory.isLoaded(3000), memory.load(3000)]).toEqual([false, 1000])
})

test('one that is loaded takes no time', () => {
  const memory = new ModelMemory(0, 0)
  expect([memory.isLoaded(0), memory.load(10), memory.slowness()]).toEqual([true, 0, 1])
})

test('first requests are slower, each further one less', () => {
  const memory = new ModelMemory(0, 5)
  expect(Array.from({ length: 7 }, () => memory.slowness())).toEqual([6, 5, 4, 3, 2, 1, 1])
})
