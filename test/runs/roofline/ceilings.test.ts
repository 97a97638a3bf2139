import { expect, test } from 'vitest'
import { tableRoofline, type RooflineWish, rooflineWish } from '../../../src/plan/roofline.ts'
import { type GpuRecord, type MachineFacts, unknownMachine } from '../../../src/record/machine/facts.ts'
import type { TargetRecord } from '../../../src/record/target.ts'
import { findCeilings } from '../../../src/runs/roofline/ceilings.ts'

const figure = (value: number) => ({ value, source: 'a data sheet' })
const card = (name: string, bandwidth: number | null, vendor: GpuRecord['vendor'] = 'nvidia'): GpuRecord => ({
  name,
  vendor,
  cores: null,
  memoryBytes: 80e9,
  driver: null,
  bandwidthGBs: bandwidth === null ? null : figure(bandwidth),
  peakTflops: bandwidth === null ? null : figure(bandwidth / 10),
})
const h100 = card('NVIDIA H100 80GB HBM3', 3350)
const machine: MachineFacts = { ...unknownMachine(), bandwidthGBs: figure(120), gpus: [h100] }

type Computed = Pick<TargetRecord, 'backend' | 'device' | 'gpuLayers' | 'totalLayers' | 'threads'>
const cpu: Computed = { backend: 'cpu', device: 'a processor', gpuLayers: 0, totalLayers: 33, threads: 6 }
const gpu: Computed = { backend: 'cuda', device: h100.name, gpuLayers: 33, totalLayers: 33, threads: 6 }

async function found(target: Computed, wish: RooflineWish, facts: MachineFacts | null = machine) {
  const read: number[] = []
  const ceilings = await findCeilings(target, wish, {
    // oxlint-disable-next-line require-await -- stands for an answer of another process
    machine: async () => facts,
    // oxlint-disable-next-line require-await -- stands for a test that takes a second
    readMemory: async (threads) => {
      read.push(threads)
      return 51.2
    },
  })
  return { ...ceilings, read }
}

test('a run on the processor has the bandwidth of the machine’s memory, one on a GPU that of its own', async () => {
  expect(await found(cpu, tableRoofline)).toEqual({
    bandwidthGBs: { value: 120, of: 'cpu', from: 'table', source: 'a data sheet', threads: null },
    peakTflops: null,
    read: [],
  })
  expect(await found(gpu, tableRoofline)).toEqual({
    bandwidthGBs: { value: 3350, of: 'gpu', from: 'table', source: 'a data sheet', threads: null },
    peakTflops: { value: 335, of: 'gpu', from: 'table', source: 'a data sheet', threads: null },
    read: [],
  })
})

test('a measured bandwidth is that of the run’s threads, and never of a GPU', async () => {
  const measure = rooflineWish('measure', tableRoofline)
  const onCpu = await found(cpu, measure)
  expect(onCpu.bandwidthGBs).toEqual({ value: 51.2, of: 'cpu', from: 'measured', source: null, threads: 6 })
  expect(onCpu.read).toEqual([6])
  const onGpu = await found(gpu, measure)
  expect(onGpu.bandwidthGBs).toMatchObject({ value: 3350, from: 'table' })
  expect(onGpu.read).toEqual([])
  expect((await found({ ...cpu, threads: null }, measure)).bandwidthGBs).toBeNull()
})

test('what is declared goes before the tables, each for its own part of the machine', async () => {
  const wish = rooflineWish({ cpuGBs: 40, gpuTflops: 500 }, tableRoofline)
  expect((await found(cpu, wish)).bandwidthGBs).toEqual({
    value: 40,
    of: 'cpu',
    from: 'declared',
    source: null,
    threads: null,
  })
  expect(await found(gpu, wish)).toMatchObject({
    bandwidthGBs: { value: 3350, of: 'gpu', from: 'table' },
    peakTflops: { value: 500, of: 'gpu', from: 'declared' },
  })
})

const nothing = { bandwidthGBs: null, peakTflops: null, read: [] }

test.for<[string, Computed, RooflineWish, MachineFacts | null]>([
  ['nobody wants it', cpu, { kind: 'off' }, machine],
  ['the backend is not known', { ...cpu, backend: null }, tableRoofline, machine],
  ['some layers are on the processor', { ...gpu, gpuLayers: 20 }, tableRoofline, machine],
  ['no layer is on the GPU', { ...gpu, gpuLayers: 0 }, tableRoofline, machine],
  ['the processor is in no table', cpu, tableRoofline, { ...machine, bandwidthGBs: null }],
  ['nobody can tell the machine', cpu, tableRoofline, null],
  ['two GPUs differ', { ...gpu, device: 'A, B' }, tableRoofline, { ...machine, gpus: [card('A', 1), card('B', 2)] }],
  ['the GPU is in no table', gpu, tableRoofline, { ...machine, gpus: [card('NVIDIA H100 80GB HBM3', null)] }],
  [
    'which of two GPUs it was is not said',
    { ...gpu, device: 'x' },
    tableRoofline,
    { ...machine, gpus: [h100, card('B', 3350)] },
  ],
  ['a GPU of another maker is the only one', gpu, tableRoofline, { ...machine, gpus: [card('C', 9, 'amd')] }],
])('there is no figure where %s', async ([, target, wish, facts]) => {
  expect(await found(target, wish, facts)).toEqual(nothing)
})

test('two GPUs that are alike have the bandwidth of one: layers on them are read in turns', async () => {
  const facts = { ...machine, gpus: [h100, h100] }
  const both = { ...gpu, device: `${h100.name}, ${h100.name}` }
  expect((await found(both, tableRoofline, facts)).bandwidthGBs?.value).toBe(3350)
})

test('a GPU that shares the machine’s memory has its bandwidth', async () => {
  const apple = card('Apple M4', null, 'apple')
  const facts = { ...machine, unifiedMemory: true, gpus: [apple] }
  const metal: Computed = { ...gpu, backend: 'metal', device: 'Apple M4' }
  expect((await found(metal, tableRoofline, facts)).bandwidthGBs).toMatchObject({ value: 120, of: 'gpu' })
})
