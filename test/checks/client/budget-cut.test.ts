import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'
import { runEnd, runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

test('a run that money or time ended says so in words', () => {
  const { plan } = endpointHeader()
  const timed = endpointHeader({}, { plan: { ...plan, requests: Number.MAX_SAFE_INTEGER, maxUsd: 0.5 } })
  expect(found('budget-cut', timed, sound, { endedBy: 'cost' })?.message).toMatch(/after 60 requests, .* \$0\.5:/)
  expect(found('budget-cut', timed, sound, { endedBy: 'budget' })?.message).toMatch(
    /after 60 requests: raise budget or lower duration/,
  )
})

test('a budget that cut the run short is said with both numbers', () => {
  expect(check('budget-cut', runHeader(), ten)).toBeUndefined()
  const cut = check('budget-cut', runHeader(), ten.slice(0, 4), { ...runEnd, endedBy: 'budget' })
  expect(cut).toMatchObject({ status: 'warning' })
  expect(cut?.message).toContain('after 4 of 10 requests')
})
