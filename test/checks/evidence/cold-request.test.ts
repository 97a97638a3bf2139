import { expect, test } from 'vitest'
import type { TargetRecord } from '../../../src/record/target.ts'
import type { ColdRequestRecord } from '../../../src/record/warmup.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import { answer, endpointHeader, failedRequest, soundAnswers } from '../../support/endpoint-samples.ts'
import { runEnd } from '../../support/samples.ts'

const moved = soundAnswers(20, 200, (_, { sent, first, end }) => ({
  sent: sent + 10_000,
  first: (first ?? 0) + 10_000,
  end: end + 10_000,
}))

/** The cold request of a run whose warm-up is one request with such a first token. */
function coldOf(
  ttft: number,
  modelLoaded: boolean | null = null,
  kind: TargetRecord['kind'] = 'endpoint',
): ColdRequestRecord | null {
  const header = endpointHeader({ kind })
  const facts = { ...header.facts, modelLoaded }
  const warmup = answer({ sent: 0, ttft }, { phase: 'warmup' })
  return buildRun({ ...header, facts }, [warmup, ...moved], runEnd).record.coldRequest
}

test('a first token after more than twice the usual time is a cold one, told by itself', () => {
  expect(coldOf(3000)).toEqual({ ms: 3075, cause: 'unknown' })
  expect(coldOf(3000, true)).toEqual({ ms: 3075, cause: 'first-use' })
  expect(coldOf(3000, false)).toEqual({ ms: 3075, cause: 'model-load' })
  expect(coldOf(70)).toBeNull()
})

test('a model that was not loaded makes it cold, however quick that was', () => {
  expect(coldOf(45, false)).toEqual({ ms: 120, cause: 'model-load' })
})

test('a local model is timed by itself, and a simulated one has nothing to load', () => {
  expect(coldOf(3000, null, 'model')).toBeNull()
  expect(coldOf(3000, null, 'simulated')).toBeNull()
  expect(coldOf(3000, null, 'server')).not.toBeNull()
})

test('the first that was sent is meant, also where others ended before it; one that failed says nothing', () => {
  const header = endpointHeader()
  const quick = answer({ sent: 5, ttft: 40 }, { phase: 'warmup' })
  const slow = answer({ sent: 0, ttft: 3000 }, { phase: 'warmup' })
  expect(buildRun(header, [quick, slow, ...moved], runEnd).record.coldRequest?.ms).toBe(3075)
  const failed = { ...failedRequest(0, 'http-status', 'loading'), phase: 'warmup' } as const
  expect(buildRun(header, [failed, ...moved], runEnd).record.coldRequest).toBeNull()
})

test('without a warm-up it is the first measured one, which the check says', () => {
  const header = endpointHeader()
  const cold = { ...header, plan: { ...header.plan, warmup: 0 } }
  const { record } = buildRun(cold, [answer({ sent: 0, ttft: 3000 }), ...moved], runEnd)
  expect(record.coldRequest).toEqual({ ms: 3075, cause: 'unknown' })
  const check = record.checks.find(({ id }) => id === 'cold-start')
  expect(check).toMatchObject({ status: 'warning', message: expect.stringContaining('leave warmup out') })
  expect(buildRun(cold, [answer({ sent: 0, ttft: 3000 })], runEnd).record.coldRequest).toBeNull()
  expect(buildRun(cold, moved, runEnd).record.checks.some(({ id }) => id === 'cold-start')).toBe(false)
})
