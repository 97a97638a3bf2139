import { expect, test } from 'vitest'
import { droppedFigures } from '../../../src/servers/metrics/dropped-figures.ts'
import type { ServerFiguresRecord } from '../../../src/record/server.ts'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'

const none = { ...droppedFigures({ server: 'vllm', windowMs: 12_000 }, ''), dropped: null }

/** The check beside a server with such figures; the answers have a ttft of 40 and a tpot of 5 ms. */
function beside(figures: Partial<ServerFiguresRecord>) {
  return found('server-clock', endpointHeader(), sound, { server: { ...none, requests: sound.length, ...figures } })
}

test.for([
  [{ meanTtftMs: 39 }, 'ok'],
  [{ meanTtftMs: 40.9 }, 'ok'],
  // A time of the network is in ours.
  [{ meanTtftMs: 34 }, 'ok'],
  [{ meanTtftMs: 30 }, 'warning'],
  [{ meanTtftMs: 42 }, 'warning'],
  [{ meanTtftMs: 50 }, 'invalid'],
  [{ meanTpotMs: 5 }, 'ok'],
  [{ meanTpotMs: 13 }, 'invalid'],
] as const)('%j beside a ttft of 40 and a tpot of 5 ms is %s', ([figures, status]) => {
  expect(beside(figures)?.status).toBe(status)
})

test('the figure that is off is protected, with both values and the way out', () => {
  const check = beside({ meanTtftMs: 40, meanTpotMs: 13 })
  expect(check).toMatchObject({ status: 'invalid', protects: ['tpot'] })
  expect(check?.message).toMatch(/^tpot \d.* ms, by the server's own count 13\.0 ms \(means\): .* parser holds back/u)
  expect(beside({ meanTtftMs: 50, meanTpotMs: 5 })?.protects).toEqual(['ttft'])
  expect(beside({ meanTtftMs: 40, meanTpotMs: 5 })?.message).toContain('; tpot ')
})

test('counters of other requests are not compared', () => {
  expect(beside({ requests: 61, meanTtftMs: 500 })).toBeUndefined()
  expect(beside({ requests: null, meanTtftMs: 500 })).toBeUndefined()
  expect(beside({})).toBeUndefined()
  expect(found('server-clock', endpointHeader(), sound)).toBeUndefined()
})

test('figures that were left out say why', () => {
  expect(beside({ dropped: 'its count of requests fell' })).toEqual({
    id: 'server-clock',
    status: 'warning',
    protects: [],
    message: "the server's own figures are left out: its count of requests fell",
  })
  expect(beside({ requests: 3, meanTtftMs: 2748 })?.message).toContain('it counts 3 requests where 60 were answered')
})
