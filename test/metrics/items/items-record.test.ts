import { expect, test } from 'vitest'
import { asThroughput, itemsOfColumns } from '../../../src/metrics/items/items-record.ts'
import { failedVectors, severalVectors, vectorsRun, vectorsSample } from '../../support/items/vectors-samples.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'
import { buildRun } from '../../../src/runs/build-run.ts'

test('texts and input tokens per second, and latency over the texts of a request', () => {
  const { record } = vectorsRun([vectorsSample(0, 100), vectorsSample(100, 300)])
  expect(record.items).toMatchObject({
    kind: 'embedding',
    perRequest: { min: 8, max: 8 },
    answered: 16,
    dimensions: 384,
    items: { perSecond: 40, steadyPerSecond: null },
    inputTokens: { perSecond: 200 },
    latencyPerItem: { n: 2, mean: 25, min: 12.5, max: 37.5 },
  })
})

test('what is of tokens is undefined, and no zero', () => {
  const { record } = vectorsRun(severalVectors(20))
  for (const name of ['ttft', 'ttfv', 'tpot', 'interChunk', 'decodeSpeed', 'prefillSpeed'] as const)
    expect(record.metrics[name]).toMatchObject({ n: 0, mean: null, p50: null, intervals: null })
  expect(record.throughput).toMatchObject({ tokensPerSecond: null, tokensInterval: null })
  expect(record.tokens).toMatchObject({ input: 800, output: null, source: 'usage' })
  expect(record.metrics.latency.n).toBe(20)
  const ids = record.checks.map(({ id }) => id)
  for (const id of ['not-streamed', 'early-stop', 'token-count', 'replayed', 'chunk-not-token'])
    expect(ids).not.toContain(id)
})

test('a failed request has done no items, and unknown tokens make their rate unknown', () => {
  const { record } = vectorsRun([vectorsSample(0, 100), failedVectors(100, 100)])
  expect(record.items).toMatchObject({ answered: 8, items: { perSecond: 40 }, inputTokens: { perSecond: 200 } })
  const unknown = vectorsSample(100, 100, { tokens: { ...vectorsSample(0, 1).tokens, input: null } })
  expect(vectorsRun([vectorsSample(0, 100), unknown]).record.items).toMatchObject({ inputTokens: null, answered: 16 })
})

test('batches and vectors that differ are told so', () => {
  const { record } = vectorsRun([vectorsSample(0, 100), vectorsSample(100, 100, { items: 2, dimensions: 8 })])
  expect(record.items).toMatchObject({ perRequest: { min: 2, max: 8 }, dimensions: null, answered: 10 })
})

test('a run that generates text has none', () => {
  expect(buildRun(runHeader(), [completedSample(0, 10)], runEnd).record.items).toBeNull()
})

test('the same of columns alone', () => {
  const built = vectorsRun(severalVectors(20))
  expect(itemsOfColumns({ kind: 'embedding', dimensions: 384 }, 8, built.measured.columns, 1)).toEqual(
    built.record.items,
  )
})

test('a rate in the place of that of output tokens', () => {
  const { record } = vectorsRun(severalVectors(20))
  const items = record.items?.items
  expect(items?.interval).not.toBeNull()
  if (items === undefined) return
  expect(asThroughput(items, record.throughput)).toMatchObject({
    windowMs: record.throughput.windowMs,
    tokensPerSecond: items.perSecond,
    tokensInterval: items.interval,
  })
})

test('only input is paid for', () => {
  const price = { label: 'p', source: 's', usdPerInputToken: 0.01, usdPerCachedToken: 0.01, usdPerOutputToken: 1 }
  const { facts } = runHeader()
  const cost = vectorsRun(severalVectors(4), { facts: { ...facts, price } }).record.cost
  expect(cost?.usdPerRequest).toBeCloseTo(0.4, 12)
  expect(cost).toMatchObject({ basis: 'tokens', kind: 'declared', unknown: [] })
  expect(cost?.parts.map(({ label }) => label)).toEqual(['input tokens', 'completed requests'])
  const uncounted = severalVectors(4, { tokens: { ...vectorsSample(0, 1).tokens, input: null } })
  expect(vectorsRun(uncounted, { facts: { ...facts, price } }).record.cost).toMatchObject({
    usdPerRequest: 0,
    unknown: ['input tokens'],
  })
})
