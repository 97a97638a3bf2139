import { expect, test } from 'vitest'
import { answersOf } from '../../../../reporters/words/answers/answers.ts'
import { changeText } from '../../../../reporters/words/answers/change-words.ts'
import { targetRows, unclaimedWords } from '../../../../reporters/words/answers/targets.ts'
import { sampleClaim, sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

test.each([
  [1.503, { low: 1.44, high: 1.57 }, '+50 % [44, 57]'],
  [0.79, { low: 0.75, high: 0.831 }, '-21 % [-25, -17]'],
  [1.002, { low: 0.951, high: 1.04 }, '+0.2 % [-4.9, 4]'],
  [13.5, { low: null, high: 20 }, '+1,250 % [unbounded, 1,900]'],
  [1.1, null, '+10 %'],
  [null, null, '–'],
])('a ratio of %j is %s', (ratio, interval, text) => {
  expect(changeText(ratio, interval)).toBe(text)
})

test('a run over a declared figure is told with improvement and speed-up, and as declared', () => {
  const claim = sampleClaim({
    matcher: 'toOutperform',
    text: 'p50 of latency below the declared 200 ms (our API)',
    provenance: 'declared',
    change: {
      of: 'declared',
      name: 'our API',
      statistic: 'p50',
      before: 200,
      after: 80,
      unit: 'ms',
      ratio: 0.4,
      interval: { low: 0.39, high: 0.42, confidence: 0.9 },
    },
  })
  const report = sampleReport([sampleRun(sampleSeries(200, 80), { claims: [claim] })])
  expect(answersOf(report)[0]).toEqual({
    title: 'Over a declared figure',
    text:
      'short answer: p50 of latency 200 -> 80.0 ms, -60 % [-61, -58], 2.50 times as fast ' +
      '(before: declared: our API; n = 200; the claim holds)',
  })
  expect(unclaimedWords(report)).toBe('Nothing was claimed about load, cost, quality.')
})

test('more of a declared rate is faster, and a figure in which failures count is called so', () => {
  const change = { of: 'declared', name: 'our API', before: 40, after: 50, ratio: 1.25, interval: null } as const
  const told = (statistic: string, unit: string, failures: { inclFailures?: true } = {}): string | undefined => {
    const claim = sampleClaim({
      matcher: 'toOutperform',
      metric: 'decodeSpeed',
      // The words of a source are no words of ours.
      text: 'above the declared 40 tokens/s (dashboard, incl. failures)',
      change: { ...change, statistic, unit },
      ...failures,
    })
    return answersOf(sampleReport([sampleRun(sampleSeries(200, 80), { claims: [claim] })]))[0]?.text
  }
  expect(told('mean', 'tokens/s')).toContain('mean of decodeSpeed 40 -> 50.0 tokens/s')
  expect(told('mean', 'tokens/s', { inclFailures: true })).toContain(
    'mean of decodeSpeed incl. failures 40 -> 50.0 tokens/s, +25 %, 1.25 times as fast',
  )
  expect(told('throughput', 'tokens/s')).toContain('throughput 40 -> 50.0 tokens/s, +25 %, 1.25 times as much a second')
})

test('a claim that is exactly at its limit is the nearest', () => {
  const claims = [
    sampleClaim({ observed: 40, threshold: 80, text: 'far' }),
    sampleClaim({ observed: 80, threshold: 80, text: 'at it' }),
  ]
  const [row] = targetRows(sampleReport([sampleRun(sampleSeries(200, 40), { claims })]))
  expect(row?.nearest).toContain('at it')
})

test('answers of one kind are counted where there are many', () => {
  const runs = Array.from({ length: 12 }, (_, index) =>
    sampleRun(sampleSeries(20, 40), {
      id: `${index}`,
      name: `run ${index}`,
      versus: {
        run: '0',
        name: 'run 0',
        metric: 'latency',
        ratio: 0.8,
        interval: { low: 0.78, high: 0.82, confidence: 0.9 },
        word: 'faster',
        band: 0.05,
        needed: null,
        doubts: [],
      },
    }),
  )
  const lines = answersOf(sampleReport(runs)).filter(({ title }) => title === 'Comparison')
  expect(lines).toHaveLength(9)
  expect(lines[0]?.text).toMatch(/^run 0 is 1\.25 times faster .* \(p50 of latency .* ms, -20 % \[-22, -18\]\)$/u)
  expect(lines.at(-1)?.text).toBe('4 more, in the tables below')
})
