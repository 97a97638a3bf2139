import { expect, test } from 'vitest'
import { energyRows } from '../../../src/cli/doctor/energy-rows.ts'
import { energyOf } from '../../../src/cli/doctor/found-energy.ts'
import type { MeterState } from '../../../src/machine/meters/energy/meter-states.ts'

const broken = { scope: null, rails: [], reason: 'it is not there', remedy: 'install it' } as const
const works = { reason: null, remedy: null, format: 'read, never seen' } as const
const meters: readonly MeterState[] = [
  { ...broken, name: 'macmon', format: 'recorded' },
  { ...works, name: 'nvidia-smi', scope: 'gpu', rails: ['GPU 0', 'GPU \u001B[31m1'] },
  { ...works, name: 'rapl', scope: 'cpu', rails: ['package-0'] },
]

test('each meter with what it sees, or why it does not work and what to do, and where its format is from', () => {
  expect(energyRows(energyOf(meters))).toEqual([
    ['macmon', 'does not work (recorded): it is not there; install it'],
    ['nvidia-smi', 'works (read, never seen), sees the GPU (gpu): GPU 0, GPU 1'],
    ['rapl', 'works (read, never seen), sees the processor (cpu): package-0'],
    ['auto', 'rapl for models on the processor, nvidia-smi on a GPU, none where arms are on both'],
  ])
})

test('one meter for all, and none at all', () => {
  const whole = { ...works, name: 'battery', scope: 'system', rails: [] } as const
  expect(energyRows(energyOf([whole])).at(-1)).toEqual(['auto', 'battery, wherever a model computes'])
  expect(energyRows(energyOf([])).at(-1)?.[1]).toBe('none works; declare the watts: energy: { watts: 30 }')
})
