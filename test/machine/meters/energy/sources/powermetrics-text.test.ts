import { expect, test } from 'vitest'
import {
  type PowermetricsSample,
  PowermetricsText,
} from '../../../../../src/machine/meters/energy/sources/powermetrics-text.ts'
import { damaged } from './damaged.ts'
import { hasRecorded, recorded } from './recorded.ts'

function samplesOf(text: string): PowermetricsSample[] {
  const reading = new PowermetricsText()
  const samples = text.split('\n').flatMap((line) => reading.line(line) ?? [])
  return reading.sample === null ? samples : [...samples, reading.sample]
}

/** Read, never seen as a whole: the head of one recording and the tail of another. */
const twice = [1, 2]
  .map(
    (second) => `*** Sampled system activity (Tue Feb 24 14:58:1${second} 2026 -1000) (502.26ms elapsed) ***

CPU Power: ${second}00 mW
GPU Power: 46 mW
ANE Power: 0 mW
Combined Power (CPU + GPU + ANE): 418 mW
**** GPU usage ****
GPU Power: 46 mW
`,
  )
  .join('\n')

test.skipIf(!hasRecorded)('recorded text tells each rail once, and never their sum', () => {
  expect(samplesOf(recorded('powermetrics-m4-tail.txt'))).toEqual([
    { elapsedMs: null, rails: { cpu: 0.372, gpu: 0.046, ane: 0 } },
  ])
  expect(samplesOf(recorded('powermetrics-m3air-gpu.txt'))).toEqual([])
})

test('a sample is told when the next one begins', () => {
  expect(samplesOf(twice)).toEqual([
    { elapsedMs: 502.26, rails: { cpu: 0.1, gpu: 0.046, ane: 0 } },
    { elapsedMs: 502.26, rails: { cpu: 0.2, gpu: 0.046, ane: 0 } },
  ])
})

test('whatever is damaged is left out, and nothing throws', () => {
  const text = hasRecorded ? recorded('powermetrics-m4-tail.txt') : twice
  for (let seed = 0; seed < 1000; seed++) {
    for (const { rails } of samplesOf(damaged(text, seed))) {
      for (const watts of Object.values(rails)) expect(watts).toBeGreaterThanOrEqual(0)
    }
  }
})
