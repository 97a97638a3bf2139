import { expect, test } from 'vitest'
import { macmonLine } from '../../../../../src/machine/meters/energy/sources/macmon-line.ts'
import { damaged } from './damaged.ts'
import { hasRecorded, recorded } from './recorded.ts'

/** Read, never seen: fields of an older release, by its source. */
const older =
  '{"ecpu_usage":[1181,0.08],"pcpu_usage":[1974,0.05],"gpu_usage":[461,0.02],"cpu_power":0.2,"gpu_power":0.01,' +
  '"ane_power":0.0,"all_power":0.21,"sys_power":5.8,"ram_power":0.11}'

test.skipIf(!hasRecorded)('a recorded line tells the machine and its rails', () => {
  expect(macmonLine(recorded('macmon-pipe-2026-08.json'))).toEqual({
    system: 5.876533,
    rails: { cpu: 0.20486385, gpu: 0.017451683, ane: 0, ram: 0.11635789 },
    shares: { cpu: 0.18, gpu: 0.09 },
  })
})

test('an older line tells them too', () => {
  expect(macmonLine(older)).toMatchObject({ system: 5.8, rails: { cpu: 0.2 }, shares: { gpu: 0.02 } })
})

test('a machine’s own sensor that only repeats the rails, or tells nothing, is not known', () => {
  expect(macmonLine('{"all_power":5,"sys_power":5,"cpu_power":5}')?.system).toBeNull()
  expect(macmonLine('{"all_power":5,"sys_power":0,"cpu_power":5}')?.system).toBeNull()
})

test('whatever is damaged is unknown, and nothing throws', () => {
  const line = hasRecorded ? recorded('macmon-pipe-2026-08.json') : older
  for (let seed = 0; seed < 1000; seed++) {
    const told = macmonLine(damaged(line, seed))
    const figures = told === null ? [] : [told.system, ...Object.values(told.rails), ...Object.values(told.shares)]
    for (const figure of figures) expect(figure === null || (Number.isFinite(figure) && figure >= 0)).toBe(true)
  }
})
