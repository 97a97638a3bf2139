import { expect, test } from 'vitest'
import type { CheckRecord } from '../../../src/record/check.ts'
import type { StartRecord } from '../../../src/record/parts/parts.ts'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'

const asked = '2026-11-27T12:00:00.000Z'

function checked(start?: StartRecord): CheckRecord | undefined {
  return found('start-at', endpointHeader(), sound, start === undefined ? {} : { start })
}

test('it says nothing of a run that begins when it is ready', () => {
  expect(checked()).toBeUndefined()
})

test('a part that was ready before is fine, and says by how much', () => {
  expect(checked({ asked, by: 'call', readyAt: '2026-11-27T11:59:26.000Z', lateMs: 0 })).toMatchObject({
    status: 'ok',
    message: `it was ready 34.0 s before it was to begin, at ${asked}`,
  })
})

test('one that was not is invalid, and says what to do', () => {
  expect(checked({ asked, by: 'environment', readyAt: '2026-11-27T12:00:04.350Z', lateMs: 4350 })).toMatchObject({
    status: 'invalid',
    protects: ['all'],
    message:
      `it was to begin at ${asked} and was ready 4.35 s later: until then the other parts loaded the server without ` +
      'it; choose a later time',
  })
})
