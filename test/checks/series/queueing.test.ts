import { expect, test } from 'vitest'
import { queueing } from '../../../src/checks/series/queueing.ts'
import type { RunHeader } from '../../../src/plan/header.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import type { QueueingRecord } from '../../../src/record/server.ts'
import { unknownTokens } from '../../../src/record/tokens.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { runEnd } from '../../support/samples.ts'
import { sound } from '../support/endpoint-checks.ts'

/** The check of answers with a time to first token of 40 ms, of which so many were waiting. */
function check(found: Partial<QueueingRecord> | null, changes: Partial<RunHeader> = {}): CheckRecord | null {
  const header = endpointHeader({}, changes)
  const { metrics } = buildRun(header, sound, runEnd)
  const record = { waitedMs: 30, by: 'shape', slots: 1, slotsBy: 'server', ...found } as const
  return queueing({ header, samples: [], end: runEnd, tokens: unknownTokens, metrics, queueing: found && record })
}

test('waiting that is a fifth of the time to first token is told, with where it is known from and the way out', () => {
  expect(check({})).toMatchObject({ id: 'queueing', status: 'warning', protects: ['ttft', 'latency', 'response'] })
  expect(check({})?.message).toMatch(
    /^30\.0 of \d+\.\d ms to the first token \(means\) were waiting for others on 1 slot, by the times of the answers, estimated: ask with no more clients than it has slots, or give it more/u,
  )
  expect(check({ by: 'server', slots: null })?.message).toContain("for others, by the server's own metrics: ")
  expect(check({ slots: 4 })?.message).toContain('on 4 slots')
})

test('little of it is in order, and levels of a sweep are meant to have it', () => {
  expect(check({ waitedMs: 4 })?.status).toBe('ok')
  expect(check({ waitedMs: 0 })?.status).toBe('ok')
  expect(check(null)).toBeNull()
  const sweep = { sweep: 's', level: 1 } as unknown as RunHeader['sweep']
  expect(check({}, { sweep })?.status).toBe('ok')
})
