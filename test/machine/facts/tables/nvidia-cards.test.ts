import { expect, test } from 'vitest'
import { nvidiaCard } from '../../../../src/machine/facts/tables/nvidia-cards.ts'

const gibibyte = 2 ** 30

test('cards by the name of the driver; a name with two memories by its memory', () => {
  expect(nvidiaCard('NVIDIA H100 80GB HBM3', null)).toMatchObject({
    bandwidthGBs: { value: 3350, source: "NVIDIA's H100 data sheet" },
    peakTflops: { value: 989, source: "NVIDIA's H100 data sheet" },
  })
  expect(nvidiaCard('GeForce RTX 2080', 8 * gibibyte)).toMatchObject({ bandwidthGBs: { value: 448 }, peakTflops: null })
  expect(nvidiaCard('NVIDIA GeForce RTX 3080', 10 * gibibyte).bandwidthGBs?.value).toBe(760)
  expect(nvidiaCard('NVIDIA GeForce RTX 3080', 12 * gibibyte).bandwidthGBs?.value).toBe(912)
})

test('no figure for a card that is not listed: one for laptops, one of the future', () => {
  for (const name of ['NVIDIA GeForce RTX 4090 Laptop GPU', 'NVIDIA Z900', 'NVIDIA GeForce RTX 3080', ''])
    expect(nvidiaCard(name, null)).toEqual({ bandwidthGBs: null, peakTflops: null })
})
