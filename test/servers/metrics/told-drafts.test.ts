import { expect, test } from 'vitest'
import type { ServerFiguresRecord } from '../../../src/record/server.ts'
import { unknownTokens } from '../../../src/record/tokens.ts'
import { droppedFigures } from '../../../src/servers/metrics/dropped-figures.ts'
import { toldDrafts } from '../../../src/servers/metrics/told-drafts.ts'

const server: ServerFiguresRecord = {
  ...droppedFigures({ server: 'vllm', windowMs: 1000 }, ''),
  dropped: null,
  requests: 10,
  draftTokens: 40,
  acceptedTokens: 30,
}

test("what a server's counters say of these very requests is taken, without an interval", () => {
  expect(toldDrafts(unknownTokens, server, { attempted: 10 })).toEqual({
    ...unknownTokens,
    speculation: { drafted: 40, accepted: 30, share: 0.75, interval: null, source: 'server' },
  })
})

test('what answers say goes before it, and that of other requests, and what cannot be, is none', () => {
  const speculation = { drafted: 4, accepted: 1, share: 0.25, interval: null, source: 'counted' } as const
  const told = { ...unknownTokens, speculation }
  expect(toldDrafts(told, server, { attempted: 10 })).toBe(told)
  expect(toldDrafts(unknownTokens, server, { attempted: 9 })).toBe(unknownTokens)
  for (const changed of [
    { draftTokens: null },
    { draftTokens: 0, acceptedTokens: 0 },
    { acceptedTokens: 41 },
    { dropped: 'another server' },
  ])
    expect(toldDrafts(unknownTokens, { ...server, ...changed }, { attempted: 10 })).toBe(unknownTokens)
  expect(toldDrafts(unknownTokens, null, { attempted: 10 })).toBe(unknownTokens)
})
