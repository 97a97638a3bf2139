import { expect, test } from 'vitest'
import type { JointPartRecord } from '../../../../src/record/claim.ts'
import type { PlacedClaim } from '../../../../reporters/words/claims.ts'
import { claimLine } from '../../../../reporters/words/claim-line.ts'
import { jointLines } from '../../../../reporters/words/joint/joint-lines.ts'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { renderJobSummary } from '../../../../reporters/formats/job-summary.ts'
import { displayWidth } from '../../../../src/plain-text.ts'
import { hostileCharacters, hostileName } from '../../hostile.ts'
import { restingOn, sampleClaim, sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const interval = { low: 30, high: 33, confidence: 0.9 }
const latency: JointPartRecord = {
  part: 'latency',
  metric: 'latency',
  unit: 'ms',
  text: 'p95 of latency below 50 ms',
  verdict: 'pass',
  observed: 31.2,
  words: '31.2 ms',
  threshold: 50,
  n: 200,
  effectiveN: 200,
  counted: 'requests',
  interval,
  needed: null,
  provenance: 'measured',
  ...restingOn(),
}
const quality: JointPartRecord = {
  ...latency,
  part: 'quality',
  metric: 'quality',
  unit: '',
  text: 'rouge maintained against "api" within a margin of 0.02',
  verdict: 'inconclusive',
  observed: 0,
  words: 'a difference of 0',
  threshold: -0.02,
  n: 80,
  counted: 'prompts',
  needed: 149,
}

function placed(parts: JointPartRecord[], name = 'api'): PlacedClaim {
  const open = parts.some(({ verdict }) => verdict === 'inconclusive')
  const claim = sampleClaim({
    matcher: 'toReplace',
    text: `"${name}" replaced in latency and quality, as measured on 2026-11-22`,
    verdict: open ? 'inconclusive' : 'pass',
    passed: true,
    interval: null,
    needed: null,
    joint: { against: { name, model: 'm', provenance: 'measured', date: '2026-11-22' }, alpha: 0.05, parts },
  })
  return { claim, run: null, subject: 'small', replaced: false }
}

test('one line of the verdict and one of each part, which says what would settle it', () => {
  expect(jointLines(placed([latency, quality]))).toEqual([
    '? small › "api" replaced in latency and quality, as measured on 2026-11-22: inconclusive, let pass (point)',
    '  ✓ latency: p95 of latency below 50 ms: 31.2 ms, n = 200 requests',
    '  ? quality: rouge maintained against "api" within a margin of 0.02: a difference of 0, n = 80 prompts of about 149 needed',
  ])
  expect(jointLines(placed([latency]))[0]).toMatch(/^✓ small › .*: pass$/u)
  const doubts = ['only one of the two runs has scores of 10 of 80 prompts']
  const doubted = { ...quality, needed: null, rests: { ...quality.rests, doubts } }
  expect(jointLines(placed([doubted]))[1]).toContain(': only one of the two runs has scores of 10 of 80 prompts')
  expect(jointLines({ ...placed([]), claim: sampleClaim() })).toEqual([])
})

test('the line of any claim names the open part', () => {
  expect(claimLine(placed([latency, quality]), 200)).toMatch(/: open: quality \(about 149 prompts\)$/u)
})

test('lines keep to their width, and untrusted text acts on nothing', () => {
  const hostile = hostileCharacters.map(([, text]) => text).join('x')
  const lines = jointLines(placed([{ ...quality, text: hostile, words: hostile }, latency], hostileName), 110)
  for (const line of jointLines(placed([latency, quality]), 110)) expect(displayWidth(line)).toBeLessThanOrEqual(110)
  for (const [what, text] of hostileCharacters) expect(lines.join(''), what).not.toContain(text)
})

test('stand in report.md and the job summary, escaped, the parts beneath', () => {
  const { claim } = placed([latency, quality], hostileName)
  const report = sampleReport([sampleRun(sampleSeries(20, 30), { name: 'small', claims: [claim] })])
  const markdown = renderMarkdown(report)
  expect(markdown).toMatch(/- \*\*Replacement:\*\* \? small.*\n {2}- ✓ latency: p95 of latency below 50 ms/u)
  expect(markdown).toMatch(/\| \? inconclusive \|\s+\| small.* – quality: rouge maintained/u)
  expect(markdown).toContain('1 claim')
  for (const text of [markdown, renderJobSummary(report)]) {
    expect(text).not.toContain('<script>')
    expect(text).toContain('**Replacement:**')
  }
})
