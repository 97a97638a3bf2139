import { expect, test } from 'vitest'
import { serverTruth } from '../../../../bench/support/peers/truth.ts'
import type { RequestStamps } from '../../../../src/mock-server/index.ts'

const answer = { ttftMs: 50, interTokenMs: 10, tokens: 3 }

function stamps(received: number, writes: readonly number[], ended: number | null = 0): RequestStamps {
  return {
    id: null,
    arrived: received,
    received,
    ended,
    fault: null,
    promptTokens: 1,
    completionTokens: writes.length,
    writes: Float64Array.from(writes),
  }
}

test('the means are of the latest whole answers', () => {
  const all = [
    stamps(0, [900, 901, 902]),
    stamps(100, [151, 160, 171]),
    stamps(200, [250, 260], null),
    stamps(300, [353, 362, 375]),
  ]
  const truth = serverTruth(all, 2, answer)
  expect(truth.ttftMs).toBe(52)
  expect(truth.tpotMs).toBe((10 + 11) / 2)
  expect(truth.latenessMs).toBeCloseTo((1 + 0 + 1 + 3 + 2 + 5) / 6)
})

test('fewer whole answers than were counted are an error', () => {
  expect(() => serverTruth([stamps(0, [50, 60])], 1, answer)).toThrow(
    'the server wrote 0 whole answers, and the client counted 1',
  )
})
