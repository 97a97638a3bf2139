import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { answer, endpointHeader, openHeader } from '../../support/endpoint-samples.ts'
import { found } from '../support/endpoint-checks.ts'

/** A client that does nothing for this share of its time. */
function idleFor(share: number): Sample[] {
  const everyMs = 115 / (1 - share)
  return Array.from({ length: 101 }, (_, index) => answer({ sent: index * everyMs }, { index }))
}

test.each([
  [0.01, 'ok'],
  [0.03, 'warning'],
  [0.09, 'warning'],
  [0.12, 'invalid'],
] as const)('a client that is idle for the share %d of its time: %s', (share, status) => {
  expect(found('idle-clients', endpointHeader(), idleFor(share))).toMatchObject({ status, protects: ['rates'] })
})

test('says how much, and what to do', () => {
  expect(found('idle-clients', endpointHeader(), idleFor(0.12))?.message).toBe(
    'the client had no request in flight for 12 % of the steady time: rates are those of a weaker load; close what ' +
      'else runs, make the load with more processes (hosts), or ask for longer answers',
  )
  expect(found('idle-clients', endpointHeader({ kind: 'model' }), idleFor(0.12))?.message).toMatch(
    /a weaker load; ask for longer answers, so that the time between two requests weighs less$/u,
  )
})

test('connections that are opened anew for each request are told beside', () => {
  const samples = idleFor(0.12).map((sample) =>
    Object.assign(sample, { http: { connectMs: 10, status: 200, retryAfterSeconds: null } }),
  )
  expect(found('idle-clients', endpointHeader(), samples)).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/for 4\.3 % of the steady time, and opened connections for 7\.7 % of it: rates/u),
  })
})

test('an open load has no clients', () => {
  expect(found('idle-clients', openHeader(5), idleFor(0.5))).toBeUndefined()
})

test('vectors have no longer answers: their requests can have more texts', () => {
  const header = endpointHeader({ kind: 'model' })
  const items = { ...header, workload: { ...header.workload, kind: 'embedding' as const } }
  expect(found('idle-clients', items, idleFor(0.12))?.message).toMatch(
    /a weaker load; put more texts into each request, so that the time between two requests weighs less$/u,
  )
})
