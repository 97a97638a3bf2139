import { expect, test } from 'vitest'
import { linuxCoreLevels, readCpus } from '../../../../src/machine/facts/linux/core-levels.ts'
import { cpuTree, tree } from './tree.ts'

const siblings = 'topology/thread_siblings_list'
const frequency = 'cpufreq/cpuinfo_max_freq'

async function levelsOf(files: Record<string, string>): Promise<ReturnType<typeof linuxCoreLevels>> {
  const read = await readCpus(tree(files))
  return read === null ? [] : linuxCoreLevels(read)
}

/** Read, never seen: two cores of two threads, and four of one, as a hybrid of Intel's has them. */
const hybrid = cpuTree([
  { [siblings]: '0-1', [frequency]: '5200000' },
  { [siblings]: '0-1', [frequency]: '5200000' },
  { [siblings]: '2-3', [frequency]: '5400000' },
  { [siblings]: '2-3', [frequency]: '5400000' },
  ...['4', '5', '6', '7'].map((cpu) => ({ [siblings]: cpu, [frequency]: '4100000' })),
])

test('kinds that the kernel names, threads of one core counted once', async () => {
  const kinds = { 'sys/devices/cpu_core/cpus': '0-3', 'sys/devices/cpu_atom/cpus': '4-7' }
  const levels = [
    { name: 'core', cores: 2 },
    { name: 'atom', cores: 4 },
  ]
  expect(await levelsOf({ ...hybrid, ...kinds })).toEqual(levels)
  const third = { 'sys/devices/cpu_atom/cpus': '4-5', 'sys/devices/cpu_lowpower/cpus': '6-7' }
  expect((await levelsOf({ ...hybrid, ...kinds, ...third })).map(({ cores }) => cores)).toEqual([2, 2, 2])
})

test('without them by frequencies that lie well apart; favoured cores are of the others’ kind', async () => {
  expect(await levelsOf(hybrid)).toEqual([
    { name: '5.40 GHz', cores: 2 },
    { name: '4.10 GHz', cores: 4 },
  ])
  // Kinds that leave processors out, or are no lists, are none.
  for (const kind of ['0-1', 'x', '0-99999999999', '3-0'])
    expect(await levelsOf({ ...hybrid, 'sys/devices/cpu_core/cpus': kind })).toHaveLength(2)
})

test('Arm: by capacity, of any number of levels', async () => {
  const arm = ['446', '446', '446', '1024', '871', '871'].map((capacity, cpu) => ({
    [siblings]: String(cpu),
    cpu_capacity: capacity,
  }))
  expect(await levelsOf(cpuTree(arm))).toEqual([
    { name: 'capacity 1024', cores: 1 },
    { name: 'capacity 871', cores: 2 },
    { name: 'capacity 446', cores: 3 },
  ])
})

test('alike, switched off, unknown', async () => {
  expect(await levelsOf(cpuTree([{ [siblings]: '0' }, { [siblings]: '1' }, { online: '0' }]))).toEqual([
    { name: null, cores: 2 },
  ])
  expect(await levelsOf({})).toEqual([])
  expect(await levelsOf(cpuTree([{ [siblings]: '0', [frequency]: '18446744073709551615' }]))).toEqual([
    { name: null, cores: 1 },
  ])
})
