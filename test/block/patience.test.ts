import { expect, test } from 'vitest'
import { now } from '../../src/clock.ts'
import { patienceOf } from '../../src/block/patience.ts'
import type { Requester } from '../../src/requesters/requester.ts'

const refused = (seconds: number | null) =>
  ({ state: 'failed', http: { connectMs: null, status: 429, retryAfterSeconds: seconds } }) as const

test('a client waits as long as it was told, at most a minute', () => {
  const requester: Requester = { request: async () => null }
  const patience = patienceOf(requester)
  const at = now()
  patience.note(0, refused(2))
  patience.note(1, refused(86_400))
  patience.note(2, refused(null))
  patience.note(3, refused(0))
  patience.note(4, { ...refused(5), state: 'completed' })
  expect(patience.freeAt(0) - at).toBeCloseTo(2000, -2)
  expect(patience.freeAt(1) - at).toBeCloseTo(60_000, -2)
  for (const stream of [2, 3, 4, 5]) expect(patience.freeAt(stream)).toBe(0)
  expect(patienceOf(requester)).toBe(patience)
  expect(patienceOf({ ...requester })).not.toBe(patience)
})
