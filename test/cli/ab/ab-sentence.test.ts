import { expect, test } from 'vitest'
import { abSentence } from '../../../src/cli/ab/ab-sentence.ts'
import { judgeLaunches } from '../../../src/cli/ab/judge-launches.ts'
import { benches, resultOf } from './result.ts'

const { a, b } = resultOf([])

test('how many times faster or slower, with its interval', () => {
  const said = (name: keyof typeof benches): string => abSentence(benches[name], { a, b })
  expect(said('slow')).toBe('the working tree is 1.50 times slower than main [1.49, 1.51]')
  expect(said('fast')).toMatch(/^the working tree is 2\.00 times faster than main \[1\.9\d, 2\.0\d\]$/u)
  expect(said('same')).toMatch(/^the working tree is as fast as main, b \/ a 1\.00 \[0\.98\d, 1\.02\]$/u)
  expect(said('open')).toMatch(/^it is open whether the working tree is faster or slower than main, b \/ a 1\.0\d/u)
})

test('a speed is turned round', () => {
  const rule = { by: 0.05, better: 'higher', alpha: 0.05 } as const
  const set = (speed: number): { a: number[]; b: number[] } => ({ a: [100, 101, 99], b: [speed, speed * 1.01, speed] })
  const said = (speed: number): string =>
    abSentence({ metric: 'decodeSpeed', judgement: judgeLaunches([set(speed), set(speed)], rule) }, { a, b })
  expect(said(200)).toMatch(/^the working tree is 2\.0\d times faster than main \[1\.9\d, 2\.0\d\]$/u)
  expect(said(50)).toMatch(/^the working tree is 1\.99 times slower than main \[1\.9\d, 2\.0\d\]$/u)
})
