import { expect, test } from 'vitest'
import { ModelShelf } from '../../../src/mock-server/routing/model-shelf.ts'
import { settingsOf } from '../../../src/mock-server/settings.ts'
import type { MockServerOptions } from '../../../src/mock-server/index.ts'

const shelfOf = (options: MockServerOptions): ModelShelf =>
  new ModelShelf(settingsOf({ models: ['a', 'b', 'c'], ...options }, (path) => path))

const states = (shelf: ModelShelf, at: number): string[] => ['a', 'b', 'c'].map((model) => shelf.state(model, at))

test('the model used longest ago makes room, and only then the other is loaded', () => {
  const shelf = shelfOf({ coldStart: 100, unloadTime: 20, mostLoaded: 2 })
  expect(states(shelf, 0)).toEqual(['unloaded', 'unloaded', 'unloaded'])
  expect([shelf.load('a', 10), shelf.load('b', 200)]).toEqual([100, 100])
  expect(shelf.load('a', 400)).toBe(0)
  expect(shelf.load('c', 500)).toBe(120)
  expect(states(shelf, 510)).toEqual(['loaded', 'loaded', 'unloaded'])
  expect(states(shelf, 530)).toEqual(['loaded', 'unloaded', 'loading'])
  expect(states(shelf, 620)).toEqual(['loaded', 'unloaded', 'loaded'])
  shelf.stop()
})

test('without a time to load, those that have room are loaded from the start', () => {
  const shelf = shelfOf({ mostLoaded: 2 })
  expect(states(shelf, 0)).toEqual(['loaded', 'loaded', 'unloaded'])
  shelf.lose()
  expect(states(shelf, 1)).toEqual(['unloaded', 'unloaded', 'unloaded'])
})

test('a model that cannot be loaded is never loaded, and says that it failed', async () => {
  const shelf = shelfOf({ coldStart: 1, brokenModels: ['b'] })
  const told: string[] = []
  const end = shelf.listen(({ model, state, failed }) => told.push(`${model} ${state}${failed ? ' failed' : ''}`))
  expect(shelf.load('b', 5)).toBe(1)
  await expect.poll(() => shelf.hasFailed('b')).toBe(true)
  expect([shelf.state('b', 50), ...told]).toEqual(['unloaded', 'b loading', 'b unloaded failed'])
  end()
  shelf.load('a', 60)
  expect(told).toHaveLength(2)
  shelf.stop()
})
