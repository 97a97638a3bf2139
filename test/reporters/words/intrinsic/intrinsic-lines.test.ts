import { expect, test } from 'vitest'
import { answersSection } from '../../../../reporters/formats/markdown/front/answers-section.ts'
import { intrinsicSection } from '../../../../reporters/formats/markdown/intrinsic/intrinsic-section.ts'
import { intrinsicLines } from '../../../../reporters/words/intrinsic/intrinsic-lines.ts'
import { intrinsicResult } from '../../../support/intrinsic/intrinsic-result.ts'
import { sampleReport } from '../../sample-report.ts'

const spread = [1.5, 1.7, 1.6, 1.55, 1.65]
const alone = intrinsicResult(spread)
const beside = intrinsicResult(spread, [0.01, 0.02, 0.01, 0.015, 0.012], { name: 'lost' })

test('a result in one line: figures, intervals, windows', () => {
  expect(intrinsicLines([alone])).toEqual([
    'a text: stories-Q4_0: perplexity 4.953 [4.59, 5.34]; 0.7694 [0.733, 0.806] bits a byte; ' +
      '500 tokens of 5 windows of 101, BOS before each, protocol full, exact',
  ])
})

test('beside a base the divergence stands first, with "at least" where tokens were taken as one', () => {
  const [line] = intrinsicLines([beside])
  expect(line).toContain(
    'lost: stories-Q4_0: KL divergence from stories-F32 0.0134 [0.0105, 0.0185] nats a token, median 0.00800, ' +
      '99.9th percentile 0.400, same likeliest token 97.3 %, answers flipped 2 %; perplexity 4.953',
  )
  const divergence = { ...beside.divergence, comparedTokens: 256, massLeftOut: 0.03 } as typeof beside.divergence
  expect(intrinsicLines([{ ...beside, divergence }])[0]).toMatch(
    /stories-F32 at least 0\.0134 .* the base's 256 likeliest tokens, 3 % of its mass taken as one; /u,
  )
})

test('random weights are said to be, what a retry replaced is left out, and an earlier report has none', () => {
  expect(intrinsicLines([{ ...alone, provenance: 'synthetic' }])[0]).toContain('stories-Q4_0 (synthetic weights): ')
  expect(intrinsicLines([{ ...alone, replaced: true }])).toEqual([])
  expect(intrinsicLines(undefined)).toEqual([])
})

test('report.md has a table of them, names as plain text', () => {
  const report = sampleReport([], { intrinsic: [{ ...alone, name: 'a | b\u001B[31m' }, beside] })
  const section = intrinsicSection(report)
  expect(section).toContain('## Predictions of a text')
  expect(section).toContain('| 4.953 [4.59, 5.34] |')
  expect(section).toContain('  0.0134 [0.0105, 0.0185] |')
  expect(section).toContain('2 % (7 / 5)')
  expect(section).not.toContain('\u001B')
  expect(intrinsicSection(sampleReport([], { intrinsic: [] }))).toBe('')
  expect(answersSection(report)).toContain('- **Predictions:** lost: stories-Q4_0: KL divergence from')
})
