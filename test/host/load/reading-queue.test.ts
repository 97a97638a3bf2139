import { expect, test } from 'vitest'
import { ReadingQueue } from '../../../src/host/load/reading-queue.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { completedSample } from '../../support/samples.ts'

function sampleOf(index: number): Sample {
  return { ...completedSample(index, 1), index }
}

test('three thousand answers are each kept once and in order, also those that come while others are read', async () => {
  const kept: number[] = []
  const queue = new ReadingQueue(({ index }) => kept.push(index))
  for (let index = 0; index < 2500; index++) queue.add(() => sampleOf(index))
  await new Promise((resolve) => setImmediate(resolve))
  for (let index = 2500; index < 3000; index++) {
    queue.add(async () => await Promise.resolve(sampleOf(index)))
  }
  await queue.done()
  expect(kept).toEqual(Array.from({ length: 3000 }, (_, index) => index))
})

test('the event loop turns between any two of them', async () => {
  const turns: number[] = []
  let turn = 0
  let over = false
  const count = (): void => {
    turn++
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  const queue = new ReadingQueue(() => turns.push(turn))
  for (let index = 0; index < 20; index++) queue.add(() => sampleOf(index))
  await queue.done()
  over = true
  expect(new Set(turns).size).toBe(20)
})

test('nothing is read in the turn in which it came', () => {
  let read = 0
  const queue = new ReadingQueue(() => {})
  queue.add(() => {
    read++
    return sampleOf(0)
  })
  expect(read).toBe(0)
})

test('a queue that has been emptied can be used again, and one never used is done', async () => {
  const kept: number[] = []
  const queue = new ReadingQueue(({ index }) => kept.push(index))
  await queue.done()
  queue.add(() => sampleOf(0))
  await queue.done()
  queue.add(() => sampleOf(1))
  await queue.done()
  expect(kept).toEqual([0, 1])
})
