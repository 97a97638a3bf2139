import { expect, test } from 'vitest'
import { now } from '../../src/clock.ts'
import { noteRead } from '../../src/read-turns.ts'
import { ReadingQueue } from '../../src/block/reading-queue.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'
import { countTurns } from '../support/count-turns.ts'

function sampleOf(index: number): Sample {
  return { ...completedSample(index, 1), index }
}

test('three thousand answers are each kept once and in order, also those that come while others are read', async () => {
  const kept: number[] = []
  const queue = new ReadingQueue(
    ({ index }) => kept.push(index),
    () => 5000,
  )
  for (let index = 0; index < 2500; index++) queue.add(() => sampleOf(index))
  await new Promise((resolve) => setImmediate(resolve))
  for (let index = 2500; index < 3000; index++) {
    queue.add(() => sampleOf(index))
  }
  await queue.done()
  expect(kept).toEqual(Array.from({ length: 3000 }, (_, index) => index))
})

/** Keeps the processor so long, as the reading of a long answer does. */
function busy(milliseconds: number): void {
  const until = now() + milliseconds
  while (now() < until);
}

test('the event loop turns between answers that take long to read', async () => {
  const turns: number[] = []
  using counted = countTurns()
  const queue = new ReadingQueue(
    () => turns.push(counted.turn),
    () => 20,
  )
  for (let index = 0; index < 20; index++) {
    queue.add(() => {
      busy(2.1)
      return sampleOf(index)
    })
  }
  await queue.done()
  expect(new Set(turns).size).toBe(20)
})

test('nothing is read in the turn in which it came', () => {
  let read = 0
  const queue = new ReadingQueue(
    () => {},
    () => 1,
  )
  queue.add(() => {
    read++
    return sampleOf(0)
  })
  expect(read).toBe(0)
})

test('a queue that has been emptied can be used again, and one never used is done', async () => {
  const kept: number[] = []
  const queue = new ReadingQueue(
    ({ index }) => kept.push(index),
    () => 1,
  )
  await queue.done()
  queue.add(() => sampleOf(0))
  await queue.done()
  queue.add(() => sampleOf(1))
  await queue.done()
  expect(kept).toEqual([0, 1])
})

test.for([
  ['as short as can be', 0, 100, 3000],
  ['longer than there is time for', 0.7, 12, 300],
] as const)(
  'where many answers end in each turn, %s, no more wait than are in flight',
  async ([, readingMs, inFlight, answers]) => {
    const perTurn = 6
    let kept = 0
    let mostWaiting = 0
    const queue = new ReadingQueue(
      () => void kept++,
      () => inFlight,
    )
    for (let added = 0; added < answers;) {
      for (let one = 0; one < perTurn; one++) {
        const index = added++
        queue.add(() => {
          if (readingMs > 0) busy(readingMs)
          return sampleOf(index)
        })
      }
      mostWaiting = Math.max(mostWaiting, added - kept)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await queue.done()
    expect(kept).toBe(answers)
    expect(mostWaiting).toBeLessThanOrEqual(inFlight + perTurn)
  },
)

test('what goes wrong with an answer is told in the end, and takes nothing from the others', async () => {
  const kept: number[] = []
  const queue = new ReadingQueue(
    ({ index }) => kept.push(index),
    () => 1,
  )
  queue.rethrow()
  for (let index = 0; index < 6; index++) {
    queue.add(() => {
      if (index % 2 === 1) throw new Error(`answer ${index}`)
      return sampleOf(index)
    })
  }
  await expect(queue.done()).rejects.toThrow('answer 1')
  expect(() => queue.rethrow()).toThrow('answer 1')
  expect(kept).toEqual([0, 2, 4])
})

/** Has a read in every turn of the event loop until it is told to stop. */
function readsInEveryTurn(): () => void {
  let over = false
  const turn = (): void => {
    noteRead()
    if (!over) setImmediate(turn)
  }
  turn()
  return () => {
    over = true
  }
}

/** An answer of so many parts. */
function inParts(index: number, parts: number, onPart: () => void): () => Sample | null {
  let left = parts
  return () => {
    onPart()
    return --left > 0 ? null : sampleOf(index)
  }
}

test('no part of an answer is read in a turn in which bytes came', async () => {
  let parts = 0
  const queue = new ReadingQueue(
    () => {},
    () => 10,
  )
  const stop = readsInEveryTurn()
  queue.add(inParts(0, 4, () => void parts++))
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(parts).toBe(0)
  stop()
  await queue.done()
  expect(parts).toBe(4)
})

test('where every turn has reads, an answer is read all the same, after a fifth of a second', async () => {
  const kept: number[] = []
  const queue = new ReadingQueue(
    ({ index }) => kept.push(index),
    () => 10,
  )
  const stop = readsInEveryTurn()
  const began = now()
  queue.add(inParts(0, 4, () => {}))
  await queue.done()
  stop()
  expect(kept).toEqual([0])
  expect(now() - began).toBeGreaterThanOrEqual(199)
})

/** The turns in which the parts of some answers were read, each of which takes so long, and in which they were kept. */
async function turnsOf(answers: number, parts: number, partMs: number): Promise<{ read: number[]; kept: number[] }> {
  const turns = { read: [] as number[], kept: [] as number[] }
  using counted = countTurns()
  const queue = new ReadingQueue(
    () => turns.kept.push(counted.turn),
    () => 1000,
  )
  for (let index = 0; index < answers; index++) {
    queue.add(
      inParts(index, parts, () => {
        turns.read.push(counted.turn)
        busy(partMs)
      }),
    )
  }
  await queue.done()
  return turns
}

test('the event loop turns between parts that take long, and before what was read is kept', async () => {
  const { read, kept } = await turnsOf(1, 5, 0.3)
  expect(new Set([...read, ...kept]).size).toBe(6)
})

test('short parts share a turn, those of several answers too', async () => {
  const { read, kept } = await turnsOf(40, 5, 0)
  expect(read).toHaveLength(200)
  // A busy machine ends a slice early.
  expect(new Set([...read, ...kept]).size).toBeLessThan(100)
})

test('what is read in one turn takes a quarter of a millisecond, and one part', async () => {
  const partMs = 0.1
  const { read } = await turnsOf(4, 10, partMs)
  const perTurn = new Map<number, number>()
  for (const turn of read) perTurn.set(turn, (perTurn.get(turn) ?? 0) + 1)
  expect(read).toHaveLength(40)
  expect(Math.max(...perTurn.values())).toBeLessThanOrEqual(3)
})

test('after a slice with time left an answer that comes is not read in the turn in which it came', async () => {
  const queue = new ReadingQueue(
    () => {},
    () => 10,
  )
  queue.add(() => sampleOf(0))
  await queue.done()
  let read = 0
  queue.add(inParts(1, 1, () => void read++))
  await Promise.resolve()
  expect(read).toBe(0)
  await queue.done()
  expect(read).toBe(1)
})
