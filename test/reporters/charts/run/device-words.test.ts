import { expect, test } from 'vitest'
import { deviceWords } from '../../../../reporters/charts/run/device-words.ts'
import { gpu } from './sample-gpu.ts'

test('a device in words, of what it told', () => {
  expect(deviceWords(gpu)).toBe('GPU 0: 200 W, 95 % busy, 1,728 MHz, at most 61 °C, 3.00 GB')
  const nothing = [null, null, null]
  expect(deviceWords({ ...gpu, watts: nothing, clockMhz: nothing, celsius: nothing, memoryBytes: nothing })).toBe(
    'GPU 0: 95 % busy',
  )
})
