import { expect, test } from 'vitest'
import type { Conditions } from '../../../src/machine/meters/conditions.ts'
import type { ActiveRun } from '../../../src/runs/active-run.ts'
import { withoutNeighbours } from '../../../src/runs/several/without-neighbours.ts'

function run(conditions: Partial<Conditions>): ActiveRun {
  return { ends: [{ endedBy: 'budget', conditions }] } as unknown as ActiveRun
}

const conditionsOf = ({ ends }: ActiveRun): Conditions | undefined => ends.at(-1)?.conditions

test('hosts of the measurement are no others to each other', () => {
  const one = run({ ownCores: 0.9, otherHosts: 2, otherHostsCores: 0.8, othersCores: 0.85 })
  const two = run({ ownCores: 0.8, otherHosts: 2, otherHostsCores: 0.9, othersCores: 0.95 })
  withoutNeighbours([one, two], 3)
  expect(conditionsOf(one)).toMatchObject({ otherHosts: 0, otherHostsCores: 0 })
  expect(conditionsOf(one)?.othersCores).toBeCloseTo(0.05)
  expect(conditionsOf(two)?.othersCores).toBeCloseTo(0.05)
})

test('a host of somebody else stays one, with what it used', () => {
  const alone = run({ ownCores: 1, otherHosts: 3, otherHostsCores: 0.5, othersCores: 0.6 })
  withoutNeighbours([alone], 3)
  expect(conditionsOf(alone)).toMatchObject({ otherHosts: 1, otherHostsCores: 0.5, othersCores: 0.6 })
})

test('what the system does not say stays unknown', () => {
  const one = run({ ownCores: 1, otherHosts: null, otherHostsCores: null, othersCores: null })
  withoutNeighbours([one], 2)
  expect(conditionsOf(one)).toMatchObject({ otherHosts: null, otherHostsCores: null, othersCores: null })
})
