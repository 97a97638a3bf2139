import { expect, test } from 'vitest'
import type { MeasuredLevel, Open } from '../../src/sweeps/search-max.ts'
import { undecidedOf } from '../../src/sweeps/undecided.ts'

function level(at: number, verdict: MeasuredLevel<null>['verdict'], open: Open | null = null): MeasuredLevel<null> {
  return { level: at, verdict, run: null, open }
}

test.each([
  ['check', 'the check x is invalid: y', '8 clients stayed open after 2 measurements: the check x is invalid: y'],
  ['correlated', 'too alike', '8 clients stayed open after 2 measurements: too alike'],
  [
    'requests',
    null,
    '8 clients stayed open after 2 measurements: more requests would settle it (option requests, or duration)',
  ],
  [
    'near-limit',
    null,
    '8 clients stayed open after 2 measurements: it lies so near a limit of the objective that more requests would hardly tell; ask for less or more',
  ],
] as const)('the level that bounds the answer says why it is open: %s', (reason, doubt, sentence) => {
  const levels = [4, 8, 8].map((at) => (at === 4 ? level(4, 'pass') : level(8, 'inconclusive', { reason, doubt })))
  const highest = levels[0] ?? null
  expect(undecidedOf('concurrency', { highest, lowest: null, levels })).toEqual({ level: 8, reason, sentence })
})

test('an answer that a failure bounds is decided, and so is one that nothing bounds', () => {
  const [pass, fail] = [level(4, 'pass'), level(8, 'fail')]
  expect(undecidedOf('rate', { highest: pass, lowest: fail, levels: [pass, fail] })).toBeNull()
  expect(undecidedOf('rate', { highest: pass, lowest: null, levels: [pass] })).toBeNull()
  expect(undecidedOf('rate', { highest: null, lowest: null, levels: [] })).toBeNull()
})
