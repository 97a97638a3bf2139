import { expect, test } from 'vitest'
import { doctorText } from '../../../src/cli/doctor/doctor-text.ts'
import { energyOf } from '../../../src/cli/doctor/found-energy.ts'
import type { Examination } from '../../../src/cli/doctor/examination.ts'
import { problemsOf } from '../../../src/cli/doctor/problems.ts'
import { unknownMachine } from '../../../src/record/machine/facts.ts'

const cpu = { backend: 'cpu', works: true, devices: [], memoryBytes: null, tensorUnits: null, reason: null } as const
const cuda = { ...cpu, backend: 'cuda', works: false, reason: 'its driver or its libraries are not installed' } as const
const sound: Examination = {
  machine: unknownMachine(),
  versions: {
    node: '24.0.0',
    vitest: '5.1.1',
    nodeLlamaCpp: '3.22.1',
    llamaCpp: 'b1',
    genaiPrices: '0.1.8',
    vitestLlmBench: '0.2.0',
  },
  cores: { model: 'x', physicalCores: 4, logicalCores: 8, usableCores: null, loadAverage: 0 },
  engine: { state: 'found', engine: { release: 'b1', mathCores: 4, backends: [cuda, cpu] } },
  meters: [],
  cache: { path: '/c', syntheticBytes: 0, hub: '/h', modelBytes: 0, freeBytes: 1e12, problem: null },
  prices: { version: '0.1.8', newest: null },
  noise: { benches: 0, measuredAt: null },
  bandwidth: null,
  energy: energyOf([]),
  endpoint: null,
  asked: { backend: null, meter: null },
}
const card = {
  name: 'NVIDIA L4',
  vendor: 'nvidia',
  cores: null,
  memoryBytes: null,
  driver: null,
  bandwidthGBs: null,
  peakTflops: null,
} as const

const found = (changes: Partial<Examination>): [string, string][] =>
  problemsOf({ ...sound, ...changes }).map(({ level, problem }) => [level, problem])
const machine = (changes: Partial<Examination['machine']>): Partial<Examination> => ({
  machine: { ...sound.machine, ...changes },
})
const power = { onBattery: false, lowPower: false, governor: null }

test('nothing is wrong with a sound machine', () => {
  expect(found({})).toEqual([])
  expect(doctorText({ ...sound, problems: [] })).toContain('No problems were found.')
})

test('what was asked for and cannot work is an error, what was not is a warning', () => {
  const missing = { state: 'missing', reason: 'x' } as const
  expect(found({ engine: missing })[0]?.[0]).toBe('warning')
  expect(found({ engine: missing, asked: { backend: 'cpu', meter: null } })[0]?.[0]).toBe('error')
  expect(found({ engine: { state: 'failed', reason: 'ended with SIGSEGV' } })[0]?.[0]).toBe('error')
  expect(found({ asked: { backend: 'cuda', meter: null } })).toEqual([
    ['error', 'the backend cuda does not work here: its driver or its libraries are not installed'],
  ])
  expect(found({ asked: { backend: 'metal', meter: null } })[0]?.[1]).toContain(
    'node-llama-cpp has none for this system',
  )
  expect(found({ asked: { backend: 'cpu', meter: null } })).toEqual([])
  expect(found({ versions: { ...sound.versions, vitest: '4.0.0' } })[0]?.[0]).toBe('error')
  expect(found({ cache: { ...sound.cache, problem: 'permission denied' } })[0]?.[0]).toBe('error')
})

test.each([
  [machine({ gpus: [card] }), 'there is a GPU (NVIDIA L4), and node-llama-cpp can only use the CPU'],
  [machine({ power: { ...power, onBattery: true } }), 'the machine runs on battery'],
  [machine({ power: { ...power, lowPower: true } }), 'the machine saves power'],
  [machine({ power: { ...power, governor: 'powersave' }, virtualMachine: 'none' }), 'powersave'],
  [machine({ thermalPressure: 2 }), 'thermal pressure is at level 2 of 4'],
  [machine({ swap: { totalBytes: 4e9, usedBytes: 2e9 } }), '2.00 GB are swapped out'],
  [machine({ loadAverage: 7 }), 'the load average is 7.00 on 8 cores'],
  [machine({ probes: [{ name: 'cim', state: 'slow', tookMs: 2000, format: 'read' }] }), 'the probe cim gave no answer'],
  [{ cache: { ...sound.cache, freeBytes: 1e9 } }, 'the disk of the cache has 1.00 GB left'],
])('a warning with a remedy: %#', (changes, words) => {
  const [problem, ...others] = problemsOf({ ...sound, ...changes })
  expect(problem).toMatchObject({ level: 'warning', problem: expect.stringContaining(words) })
  expect(problem?.remedy).not.toBe('')
  expect(others).toEqual([])
})

test('a measured bandwidth stands beside that of the data sheet', () => {
  const bandwidth = { gbPerSecond: 90, threads: 4, bytes: 2 ** 30 }
  const m4 = machine({ bandwidthGBs: { value: 120, source: 'x' } })
  expect(doctorText({ ...sound, ...m4, bandwidth, problems: [] })).toContain(
    "90.0 GB/s, measured with 4 threads over 1.07 GB, 75 % of the data sheet's",
  )
})

test('errors come first, and untrusted words are printed plain', () => {
  const engine = { state: 'failed', reason: 'bad\u001B[31m\nnews' } as const
  const both = problemsOf({ ...sound, engine, ...machine({ power: { ...power, onBattery: true } }) })
  expect(both.map(({ level }) => level)).toEqual(['error', 'warning'])
  expect(doctorText({ ...sound, engine, problems: both })).not.toContain('\u001B')
})
