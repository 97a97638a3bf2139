import { expect, test } from 'vitest'
import { planRun } from '../../src/plan/plan.ts'
import { type RooflineOption, rooflineWish, tableRoofline } from '../../src/plan/roofline.ts'
import { resolveRunDefaults } from '../../src/plan/run-defaults.ts'

test.for<[RooflineOption, object]>([
  ['off', { kind: 'off' }],
  ['table', tableRoofline],
  ['measure', { ...tableRoofline, cpuGBs: 'measure' }],
  [{ cpuGBs: 51.2 }, { ...tableRoofline, cpuGBs: 51.2 }],
  [
    { cpuGBs: 'measure', gpuGBs: 1008, gpuTflops: 165 },
    { kind: 'on', cpuGBs: 'measure', gpuGBs: 1008, cpuTflops: null, gpuTflops: 165 },
  ],
])('%j is wanted as it is said', ([option, wish]) => {
  expect(rooflineWish(option, tableRoofline)).toEqual(wish)
})

test('a bench that says nothing has the wish of the configuration', () => {
  const plan = (roofline?: RooflineOption) =>
    planRun('a', { roofline }, resolveRunDefaults({}), undefined, { kind: 'off' }).roofline
  expect(plan()).toEqual({ kind: 'off' })
  expect(plan('table')).toEqual(tableRoofline)
})

test.for([['slow'], [{ cpuGBs: 0 }], [{ gpuGBs: 'measure' }], [{ bandwidth: 100 }]])('%j is refused', ([roofline]) => {
  expect(() => planRun('a', { roofline } as never, resolveRunDefaults({}))).toThrow(/^bench\("a", \{ roofline/)
})
