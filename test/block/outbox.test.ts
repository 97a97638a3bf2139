import { expect, test } from 'vitest'
import { Outbox } from '../../src/block/outbox.ts'
import { now, pause } from '../../src/clock.ts'
import { completedSample } from '../support/samples.ts'

/** An outbox, and what it has sent, with the moment of each message. */
function watched(): { outbox: Outbox; sent: { at: number; indexes: number[] }[] } {
  const sent: { at: number; indexes: number[] }[] = []
  const outbox = new Outbox((samples) => sent.push({ at: now(), indexes: samples.map(({ index }) => index) }))
  return { outbox, sent }
}

const sampleOf = (index: number) => ({ ...completedSample(index, 1), index })

test('a request that was alone is told of some milliseconds after its end, when the next is on its way', async () => {
  const { outbox, sent } = watched()
  const began = now()
  outbox.add(sampleOf(0), true)
  expect(sent).toEqual([])
  await pause(60)
  expect(sent.map(({ indexes }) => indexes)).toEqual([[0]])
  expect((sent[0]?.at ?? 0) - began).toBeGreaterThanOrEqual(4)
})

test('under load requests are gathered for a tenth of a second, though no other ends meanwhile', async () => {
  const { outbox, sent } = watched()
  const began = now()
  outbox.add(sampleOf(0), false)
  outbox.add(sampleOf(1), false)
  await pause(180)
  expect(sent.map(({ indexes }) => indexes)).toEqual([[0, 1]])
  expect((sent[0]?.at ?? 0) - began).toBeGreaterThanOrEqual(99)
})

test('eight are sent at once, and nothing twice', async () => {
  const { outbox, sent } = watched()
  for (let index = 0; index < 8; index++) outbox.add(sampleOf(index), false)
  expect(sent.map(({ indexes }) => indexes)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7]])
  outbox.add(sampleOf(8), false)
  outbox.flush()
  outbox.flush()
  await pause(150)
  expect(sent).toHaveLength(2)
})
