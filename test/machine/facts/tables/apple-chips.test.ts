import { expect, test } from 'vitest'
import { appleBandwidth, appleFamily, neuralEngine } from '../../../../src/machine/facts/tables/apple-chips.ts'

test('bandwidth by chip; where there are two, by GPU cores; none for what is not listed', () => {
  const of = (chip: string, cores: number | null = null) => appleBandwidth(chip, cores)?.value ?? null
  expect([of('Apple M1'), of('Apple M2 Ultra'), of('Apple M3 Pro'), of('Apple M5')]).toEqual([68, 800, 150, 153])
  expect([of('Apple M3 Max', 30), of('Apple M3 Max', 40)]).toEqual([300, 400])
  expect([of('Apple M4 Max', 32), of('Apple M4 Max', 40)]).toEqual([410, 546])
  expect([of('Apple M5 Max', 32), of('Apple M5 Max', 40)]).toEqual([460, 614])
  for (const chip of ['Apple M4 Max', 'Apple M6', 'Apple M1 (Virtual)', 'Apple M5 Ultra', ''])
    expect(of(chip)).toBeNull()
  expect(of('Apple M4 Max', 36)).toBeNull()
})

test('Neural Engine and family', () => {
  expect(['Apple M1', 'Apple M2 Pro', 'Apple M3 Max', 'Apple M4'].map((chip) => neuralEngine(chip)?.value)).toEqual([
    11, 15.8, 18, 38,
  ])
  expect([neuralEngine('Apple M2 Ultra'), neuralEngine('Apple M5'), neuralEngine('Intel')]).toEqual([null, null, null])
  expect(['Apple M12 Ultra', 'Apple A18 Pro', 'AMD EPYC'].map(appleFamily)).toEqual(['Apple M12', 'Apple A18', null])
})
