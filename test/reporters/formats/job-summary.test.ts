import { expect, test } from 'vitest'
import { renderJobSummary } from '../../../reporters/formats/job-summary.ts'
import { fullSample, sampleReport } from '../sample-report.ts'

test('begins with an empty line, ends with a line break', () => {
  const text = renderJobSummary(sampleReport([]))
  expect(text.startsWith('\n## LLM inference benchmarks\n')).toBe(true)
  expect(text.endsWith('\n')).toBe(true)
})

test('shows what needs a reviewer: notes, open claims, runs, machine', () => {
  const text = renderJobSummary(fullSample().report)
  expect(text).toContain('5 claims: 3 passed, 1 failed, 1 inconclusive')
  expect(text).toContain('Power of 30 W is assumed')
  expect(text).toContain('p95 of ttft below 4 ms')
  expect(text).not.toContain('p95 of latency below 50 ms')
  expect(text).toContain('short answer (synthetic weights)')
  expect(text).toContain('Sample CPU · 8 cores · 16.0 GB · linux x64 (virtual machine)')
})
