import { expect, test } from 'vitest'
import { barRows } from '../../../../reporters/charts/bars/bar-rows.ts'
import { hostileName } from '../../hostile.ts'
import { sampleRun, sampleSeries } from '../../sample-report.ts'
import { xmlProblem } from '../../../support/well-formed.ts'

const run = sampleRun(sampleSeries(10, 40), { name: hostileName })

test('bars from zero with their intervals and the confidence of those, at most 24', () => {
  const interval = { low: 0.4, high: 0.6, confidence: 0.9 }
  const svg =
    barRows(
      'Score',
      Array.from({ length: 30 }, () => ({ run, value: 0.5, interval, words: '0.500' })),
      1,
    ) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).not.toContain('<script')
  expect(svg).toContain('whiskers: 90 % intervals; and 6 more runs in report.json')
  expect(svg.match(/<rect x="264" y="[\d.]+" width="168" height="16"/gu)?.length).toBe(24)
  expect(barRows('Score', [])).toBeNull()
})
