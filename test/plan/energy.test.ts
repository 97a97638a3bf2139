import { expect, test } from 'vitest'
import { energyWish, freeEnergy, meterFunction } from '../../src/plan/energy.ts'
import { planRun } from '../../src/plan/plan.ts'
import type { RunOptions } from '../../src/plan/run-options.ts'
import { resolveRunDefaults } from '../../src/plan/run-defaults.ts'

function planned(options: RunOptions, watts: number | null = null) {
  return planRun('b', options, resolveRunDefaults({}), energyWish(undefined, watts)).energy
}

test('a bench that says nothing has what the configuration has', () => {
  expect(planRun('b', {}, resolveRunDefaults({})).energy).toEqual(freeEnergy)
  expect(planned({}, 30)).toEqual({ kind: 'free', watts: 30 })
  expect(planned({ energy: 'auto' }, 30)).toEqual({ kind: 'meter', meter: 'auto', idleMs: 0, watts: 30 })
})

test('every form of the option is plain data in the plan', () => {
  const read = (): number => 5
  expect(planned({ energy: 'off' })).toEqual({ kind: 'off' })
  expect(planned({ energy: { meter: 'rapl', idle: 500 } })).toEqual({
    kind: 'meter',
    meter: 'rapl',
    idleMs: 500,
    watts: null,
  })
  expect(planned({ energy: { watts: 5 } })).toEqual({ kind: 'declared', watts: 5, idleWatts: null })
  expect(planned({ energy: { read, unit: 'J', idle: 9 } })).toEqual({
    kind: 'custom',
    custom: { unit: 'J' },
    idleMs: 9,
  })
  expect(meterFunction({ read })).toBe(read)
  expect(meterFunction('auto')).toBeNull()
})

test('a wrong one is told with the way out', () => {
  const refusal = (energy: unknown): string => {
    try {
      planned({ energy } as RunOptions)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(refusal('wattmeter')).toContain(
    'bench("b", { energy }): "wattmeter" is not allowed here; give "off", "auto", "macmon"',
  )
  expect(refusal({ watts: -1 })).toContain('bench("b", { energy.watts }): -1 is not allowed here; give a')
  expect(refusal({ wats: 1 })).toContain('did you mean "watts"?')
  expect(refusal({ watts: 5, meter: 'auto' })).toContain('{ watts, idleWatts } or { read, … }')
  expect(refusal({ idle: 5 })).toContain('{ meter, idle }, { watts, idleWatts } or')
  expect(refusal({ read: 5 })).toContain('bench("b", { energy.read }): 5 is not allowed here; give a function')
})
