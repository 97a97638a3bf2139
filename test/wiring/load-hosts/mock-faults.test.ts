import { expect, test } from 'vitest'
import type { HttpFailureClass } from '../../../src/http/socket/client.ts'
import { type FaultKind, faultKinds, spawnMockServer } from '../../../src/mock-server/index.ts'
import { timeouts } from './timeouts.ts'
import { clients, httpTo, startLoadHost } from '../../support/load-host.ts'

/** What the client makes of each fault of the mock server; the share that is not named here is healthy. */
const mockClasses: Readonly<Record<FaultKind, HttpFailureClass | 'ok'>> = {
  'refuse-400': 'http-status',
  'refuse-401': 'http-status',
  'refuse-403': 'http-status',
  'refuse-404': 'http-status',
  'refuse-407': 'http-status',
  'refuse-426': 'http-status',
  'runner-dies': 'http-status',
  'refuse-429': 'http-status',
  'refuse-500': 'http-status',
  'refuse-502': 'http-status',
  'refuse-503': 'http-status',
  'refuse-505': 'http-status',
  redirect: 'ok',
  'redirect-elsewhere': 'http-status',
  'reset-before-headers': 'reset',
  'close-before-headers': 'reset',
  'hang-before-headers': 'first-token-timeout',
  'garbage-status': 'malformed',
  'not-json': 'malformed',
  'http2-only': 'malformed',
  'contradicting-lengths': 'malformed',
  bomb: 'malformed',
  'hang-before-first-token': 'first-token-timeout',
  empty: 'empty',
  stall: 'stall',
  'slow-forever': 'total-timeout',
  'reset-mid-stream': 'reset',
  'close-mid-stream': 'truncated',
  'end-without-done': 'ok',
  'error-frame': 'server-error',
  'malformed-json': 'malformed',
  'malformed-chunk': 'malformed',
  'odd-head': 'ok',
  'finish-in-every-chunk': 'ok',
  'reset-after-finish': 'reset',
  'hang-after-finish': 'ok',
  'hang-after-done': 'ok',
  'gives-up': 'server-error',
  // Half of it has come.
  'content-filter': 'ok',
  'other-model': 'ok',
  'first-together': 'ok',
  'usage-with-choices': 'ok',
  'parallel-tool-calls': 'ok',
  'tool-arguments-object': 'ok',
  'tool-calls-one-id': 'ok',
  'tool-arguments-parts': 'ok',
  'tool-markup': 'ok',
  'two-choices': 'ok',
  'reasoning-only': 'ok',
  'fast-after-queue': 'ok',
  'comments-after-done': 'ok',
  'error-text': 'server-error',
  'error-page': 'server-error',
  'error-line': 'server-error',
  ndjson: 'malformed',
  'says-back': 'ok',
  'control-characters': 'ok',
  'long-names': 'ok',
  'deep-json': 'malformed',
  'empty-events': 'malformed',
}

/** To read as much as is allowed takes a second of processor time: beside others it ends their patience. */
const laborious: ReadonlySet<FaultKind> = new Set(['bomb', 'deep-json', 'empty-events', 'long-names'])

test.for([1, 50])(
  'at %i streams each request has the class of the fault that the server says met it',
  async (streams) => {
    const share = streams === 1 ? 0.014 : 0.016
    const faults = faultKinds.map((kind) => ({
      kind,
      share: streams > 1 && laborious.has(kind) ? 0 : share,
      interval: 100,
    }))
    await using server = await spawnMockServer({ ttft: 5, interToken: 1, faults, seed: 3 })
    await using host = await startLoadHost()
    const transport = httpTo(server.url, { timeouts, requestIds: true })
    const prepared = await host.prepare(transport, [{ kind: 'text', text: 'Why?' }], { connections: streams })
    const units = streams === 1 ? 60 : 1500
    const { samples, journal, end } = await prepared.block({ units, load: clients(streams) })
    expect(end.endedBy).toBe('requests')
    expect(samples).toHaveLength(units)
    expect(journal).toHaveLength(units)
    // Of a request that was sent again on a fresh connection, what met it last.
    const met = new Map((await server.stamps()).map(({ id, fault }) => [id, fault]))
    let healthy = 0
    const wrong = samples.flatMap((sample) => {
      const fault = met.get(`measured-${sample.index}`)
      const expected = fault === null || fault === undefined ? 'ok' : mockClasses[fault as FaultKind]
      const found = sample.state === 'failed' ? sample.failure.class : 'ok'
      if (fault === null) {
        healthy++
        expect(sample).toMatchObject({ state: 'completed', tokens: { output: 16, source: 'usage' }, finish: 'length' })
        expect(sample.chunkTimes).toHaveLength(16)
      }
      return found === expected ? [] : [`${fault}: ${found}`]
    })
    expect(wrong).toEqual([])
    expect(healthy).toBeGreaterThan(units / 4)
    expect(healthy).toBeLessThan(units)
  },
)
