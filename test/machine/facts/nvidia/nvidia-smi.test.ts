import { expect, test } from 'vitest'
import { csvRows, nvidiaGpus } from '../../../../src/machine/facts/nvidia/nvidia-smi.ts'
import { damagedCopies } from '../../damage.ts'
import { h200Cards } from '../../meters/energy/sources/h200.ts'
import { hasRecorded, recorded } from '../recorded.ts'

/** Read, never seen: the table of two cards as nvidia-smi documents it. */
const twoCards = [
  'count, index, name, driver_version, memory.total [MiB]',
  '2, 0, NVIDIA A100-SXM4-80GB, 535.104.05, 81920',
  '2, 1, NVIDIA A100-SXM4-80GB, 535.104.05, 81920',
  '',
].join('\n')

test.skipIf(!hasRecorded)('recorded: values by the fields that were asked for, N/A among them', () => {
  const before = ['a', 'b', 'c', 'memory.total', 'vbios', 'driver_version', 'name', 'uuid', 'power'] as const
  const after = ['temperature', 'temperature.memory', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'pstate'] as const
  expect(csvRows(recorded('nvidia-smi-csv-rtx2080.txt'), [...before, ...after])).toMatchObject([
    { name: 'GeForce RTX 2080', driver_version: '440.64', 'memory.total': '7979', 'temperature.memory': null },
  ])
})

test('cards with memory, driver and the figures of the table', () => {
  expect(nvidiaGpus(twoCards)).toMatchObject([
    { name: 'NVIDIA A100-SXM4-80GB', memoryBytes: 80 * 2 ** 30, driver: '535.104.05', bandwidthGBs: { value: 2039 } },
    { vendor: 'nvidia' },
  ])
  const lines = twoCards.split('\n')
  expect(nvidiaGpus(lines.slice(1).join('\n'))).toHaveLength(2)
})

test('recorded: an H200, by the query of the probe', () => {
  expect(nvidiaGpus(h200Cards)).toEqual([
    {
      name: 'NVIDIA H200',
      vendor: 'nvidia',
      cores: null,
      memoryBytes: 143_771 * 2 ** 20,
      driver: '580.159.04',
      bandwidthGBs: { value: 4800, source: expect.any(String) },
      peakTflops: { value: 989, source: expect.any(String) },
    },
  ])
})

test('other field orders, by the names in the first line', () => {
  const turned = twoCards
    .split('\n')
    .map((line) => line.split(', ').toReversed().join(', '))
    .join('\n')
  expect(nvidiaGpus(turned)).toEqual(nvidiaGpus(twoCards))
})

test('what a card does not tell is null', () => {
  const [gpu] = nvidiaGpus('1, 0, NVIDIA GB10, [N/A], [N/A]\n') ?? []
  expect(gpu).toMatchObject({ name: 'NVIDIA GB10', driver: null, memoryBytes: null, bandwidthGBs: null })
})

test('a list that is not whole is none: an error, a card missing, a card twice', () => {
  for (const output of ['NVIDIA-SMI has failed because it couldn’t communicate with the NVIDIA driver.\n', '', '\n'])
    expect(nvidiaGpus(output)).toBeNull()
  expect(nvidiaGpus(twoCards.split('\n').toSpliced(2, 1).join('\n'))).toBeNull()
})

test('damaged tables: the undamaged cards or none, never others', () => {
  const whole = nvidiaGpus(twoCards)?.map(({ name }) => name)
  for (const { text, kinds } of damagedCopies(twoCards, 3000)) {
    const found = nvidiaGpus(text)
    if (found !== null)
      expect(
        found.map(({ name }) => name),
        `${kinds.join(', ')}:\n${text}`,
      ).toEqual(whole)
    for (const gpu of found ?? []) expect([80 * 2 ** 30, null]).toContain(gpu.memoryBytes)
  }
})
