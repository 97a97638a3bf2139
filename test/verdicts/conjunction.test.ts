import { expect, test } from 'vitest'
import { allHold } from '../../src/verdicts/conjunction.ts'
import { judgeFact } from '../../src/verdicts/fact.ts'
import { doubted } from '../../src/verdicts/judgement.ts'

const pass = judgeFact(1, true)
const fail = judgeFact(1, false)
const open = doubted(pass, ['why'])
const openMissed = doubted(fail, ['why'])

test.each([
  [[pass, pass], 'pass', true],
  [[pass, open], 'inconclusive', true],
  [[pass, openMissed], 'inconclusive', false],
  [[open, fail], 'fail', false],
] as const)('clauses %#', (clauses, verdict, pointHolds) => {
  expect(allHold(clauses)).toEqual({ verdict, pointHolds })
})
