import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { now } from '../src/clock.ts'
import { sleepExactly, sleepUntil } from '../src/sleep-until.ts'

const both = [
  ['sleepUntil', sleepUntil],
  ['sleepExactly', sleepExactly],
] as const

test.for(both)('%s never resolves before its moment, by the very clock that stamps requests', async ([, sleep]) => {
  const { signal } = new AbortController()
  for (let round = 0; round < 30; round++) {
    // Fractions of a millisecond: a timer knows whole ones, and may fire early.
    const moment = now() + 1 + round / 5
    await sleep(moment, signal)
    expect(now()).toBeGreaterThanOrEqual(moment)
  }
})

test('the last of an exact wait is waited for by turning the event loop, which goes on', async () => {
  let turns = 0
  let over = false
  const count = (): void => {
    turns++
    if (!over) setTimeout(count, 0)
  }
  count()
  await sleepExactly(now() + 40, new AbortController().signal)
  over = true
  expect(turns).toBeGreaterThan(3)
})

test('a moment that is past is not waited for', async () => {
  let ticked = false
  const sleeping = sleepUntil(now() - 5, new AbortController().signal)
  setImmediate(() => {
    ticked = true
  })
  await sleeping
  expect(ticked).toBe(false)
})

test.for(both)('an aborted signal ends %s at once, also one that was aborted before', async ([, sleep]) => {
  const far = now() + 3_600_000
  const controller = new AbortController()
  const sleeping = sleep(far, controller.signal)
  setTimeout(() => controller.abort(), 5)
  await sleeping
  await sleep(far, controller.signal)
  expect(now()).toBeLessThan(far)
})

test('nothing stays behind on the signal', async () => {
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 50 }, async () => await sleepUntil(now() + 3, signal)))
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
