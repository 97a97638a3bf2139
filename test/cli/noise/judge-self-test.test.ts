import { expect, test } from 'vitest'
import { judgeSelfTest, type SelfTestJudgement } from '../../../src/cli/noise/judge-self-test.ts'
import type { LaunchValue } from '../../../src/stats/launches/launch-value.ts'
import { seededNormal } from '../../stats/draws.ts'

const normal = seededNormal(23)

/** Medians of launches that differ log-normally. */
function arm(launches: number, spread: number, centre = 1): LaunchValue[] {
  return Array.from({ length: launches }, () => ({
    value: Math.log(centre) + spread * normal(),
    within: { variance: 1e-6, degrees: 100 },
    n: 100,
  }))
}

function outcomes(launches: number, spread: number, truth: number): Record<SelfTestJudgement['outcome'], number> {
  const counts = { right: 0, wrong: 0, blind: 0 }
  for (let i = 0; i < 2000; i++) {
    const arms = { plain: arm(launches, spread), again: arm(launches, spread), slowed: arm(launches, spread, truth) }
    counts[judgeSelfTest(arms).outcome]++
  }
  return { right: counts.right / 2000, wrong: counts.wrong / 2000, blind: counts.blind / 2000 }
}

test('quiet launches are judged right, noisy ones tell that they are, and wrong words are rare in either', () => {
  const quiet = outcomes(5, 0.01, 1.1)
  expect(quiet.right).toBeGreaterThan(0.95)
  expect(quiet.wrong).toBeLessThan(0.01)
  // The floor is about a tenth here: hardly anything can be told.
  const noisy = outcomes(5, 0.05, 1.1)
  expect(noisy.blind).toBeGreaterThan(0.8)
  expect(noisy.wrong).toBeLessThan(0.05)
})

test('a slowdown that does not show is a wrong verdict where the floor is low', () => {
  expect(outcomes(5, 0.005, 1).wrong).toBeGreaterThan(0.95)
})

test('the floor and the launches that would tell a tenth from a twentieth', () => {
  const judged = judgeSelfTest({ plain: arm(5, 0.05), again: arm(5, 0.05), slowed: arm(5, 0.05, 1.1) })
  expect(judged.visible).toBeGreaterThan(0.05)
  expect(judged.wanted).toBeGreaterThan(5)
  const none = judgeSelfTest({ plain: [], again: [], slowed: [] })
  expect(none).toEqual({ outcome: 'blind', same: null, slower: null, visible: null, wanted: null })
})
