import { expect, test } from 'vitest'
import { afterReads, areWaiting, noteRead, onceRead, readsSoFar, timeLimit } from '../src/read-turns.ts'
import { countTurns } from './support/count-turns.ts'

test('functions are called in their order, each in a turn of its own, and none at once', async () => {
  using counted = countTurns()
  const called: { name: string; turn: number }[] = []
  const noted = new Promise<void>((resolve) => {
    afterReads(() => {
      called.push({ name: 'first', turn: counted.turn })
      afterReads(() => {
        called.push({ name: 'last', turn: counted.turn })
        resolve()
      })
    })
  })
  afterReads(() => called.push({ name: 'second', turn: counted.turn }))
  expect(called).toEqual([])
  expect(areWaiting()).toBe(true)
  await noted
  expect(called.map(({ name }) => name)).toEqual(['first', 'second', 'last'])
  expect(new Set(called.map((call) => call.turn)).size).toBe(3)
  expect(areWaiting()).toBe(false)
})

test('one that throws keeps no other from its turn', async () => {
  const uncaught = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const thrown: unknown[] = []
  process.on('uncaughtException', (error) => thrown.push(error.message))
  try {
    await new Promise<void>((resolve) => {
      afterReads(() => {
        throw new Error('no')
      })
      afterReads(resolve)
    })
    expect(thrown).toEqual(['no'])
  } finally {
    process.removeAllListeners('uncaughtException')
    for (const listener of uncaught) process.on('uncaughtException', listener)
  }
})

test('reads are counted', () => {
  const before = readsSoFar()
  noteRead()
  noteRead()
  expect(readsSoFar()).toBe(before + 2)
})

test('what a late process does at a time-out waits a turn for the bytes, and another for the end behind them', async () => {
  using counted = countTurns()
  const before = counted.turn
  await new Promise<void>((resolve) => {
    onceRead(resolve)
  })
  expect(counted.turn - before).toBeGreaterThanOrEqual(2)
})

test('a limit of time says so', async () => {
  const limit = timeLimit(0.5)
  expect(limit.aborted).toBe(false)
  await new Promise((resolve) => {
    limit.addEventListener('abort', resolve)
  })
  expect(limit.reason).toMatchObject({ name: 'TimeoutError' })
})
