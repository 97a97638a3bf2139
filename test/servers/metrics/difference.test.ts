import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { differenceOf } from '../../../src/servers/metrics/difference.ts'
import { serverMetricsOf } from '../../../src/servers/metrics/read-metrics.ts'
import type { ServerWindow } from '../../../src/servers/metrics/difference.ts'
import type { ServerMetrics } from '../../../src/servers/metrics/server-metrics.ts'

/** Metrics of a file, read at a time. */
function metricsOf(at: number, ...path: string[]): ServerMetrics {
  return parsed(at, readFileSync(join(import.meta.dirname, ...path), 'utf8'))
}

function parsed(at: number, text: string): ServerMetrics {
  const metrics = serverMetricsOf(text)
  if (metrics === null) throw new Error('no server was recognised')
  return { ...metrics, at }
}

/** The window between two readings that have one. */
function windowOf(before: ServerMetrics, after: ServerMetrics): ServerWindow {
  const difference = differenceOf(before, after)
  if ('dropped' in difference) throw new Error(difference.dropped)
  return difference.window
}

/** llama-server's text with some counters. */
function llama(counters: Record<string, string>): ServerMetrics {
  const lines = Object.entries(counters).map(([name, value]) => `llamacpp:${name} ${value}`)
  return parsed(0, lines.join('\n'))
}

test('llama-server, recorded: three completions of 24, 40 and 8 tokens, two of them at once', () => {
  const window = windowOf(
    metricsOf(1000, 'recorded', 'llama-server-before.txt'),
    metricsOf(1600, 'recorded', 'llama-server-after.txt'),
  )
  expect(window).toMatchObject({
    server: 'llama-server',
    windowMs: 600,
    // Prompts of 11, 12 and 12 tokens; the first and the last had been seen before.
    promptTokens: 35,
    cachedTokens: 21,
    generatedTokens: 72,
    meanBatch: 1.5,
    requests: null,
    meanQueueMs: null,
    meanTtftMs: null,
  })
  expect(window.cacheHitShare).toBeCloseTo(0.6, 10)
  expect(window.prefillMs).toBeCloseTo(2.309, 6)
  expect(window.decodeMs).toBeCloseTo(25.228, 6)
  expect(window.prefillTokensPerSecond).toBeCloseTo(14 / 0.002309, 4)
})

test('vLLM, composed: queue, prefill, decode and cache of twenty requests', () => {
  const window = windowOf(metricsOf(0, 'composed', 'vllm-before.txt'), metricsOf(60_000, 'composed', 'vllm-after.txt'))
  expect(window).toMatchObject({
    server: 'vllm',
    requests: 20,
    promptTokens: 8000,
    cachedTokens: 2000,
    cacheHitShare: 0.25,
    generatedTokens: 2560,
    preemptions: 2,
    meanBatch: null,
  })
  const { prefillMs, decodeMs, meanQueueMs, meanTtftMs, meanTpotMs, meanInterTokenMs, meanLatencyMs } = window
  const times = [prefillMs, decodeMs, meanQueueMs, meanTtftMs, meanTpotMs, meanInterTokenMs, meanLatencyMs]
  const expected = [1200, 38_100, 20, 100, 15, 15, 2205]
  expect(times.map((time) => Number(time?.toFixed(6)))).toEqual(expected)
  expect(window.prefillTokensPerSecond).toBeCloseTo(6000 / 1.2, 6)
})

test('drafted tokens and those that were accepted, of vLLM and of llama-server', () => {
  const counters = (prefix: string, [drafted, accepted]: readonly [number, number]) =>
    parsed(
      0,
      `${prefix}spec_decode_num_draft_tokens_total{engine="0"} ${drafted}\n` +
        `${prefix}spec_decode_num_accepted_tokens_total{engine="0"} ${accepted}\n${prefix}generation_tokens_total 1`,
    )
  for (const prefix of ['vllm:', 'llamacpp:'])
    expect(windowOf(counters(prefix, [10, 5]), counters(prefix, [50, 35]))).toMatchObject({
      draftTokens: 40,
      acceptedTokens: 30,
    })
  expect(llama({ tokens_predicted_total: '1' })).toMatchObject({ draftTokens: null, acceptedTokens: null })
})

describe('older names', () => {
  test('of vLLM are understood', () => {
    const metrics = parsed(
      0,
      'vllm:gpu_prefix_cache_hits_total 7\nvllm:time_per_output_token_seconds_sum 3\nvllm:time_per_output_token_seconds_count 2',
    )
    expect(metrics).toMatchObject({ cachedTokens: 7, interTokenSeconds: { sum: 3, count: 2 }, queueSeconds: null })
  })

  test('of llama-server leave the reused tokens unknown', () => {
    expect(llama({ prompt_tokens_total: '10' })).toMatchObject({ promptTokens: 10, cachedTokens: null })
  })
})

describe('a difference', () => {
  test('that printing with six digits has made unreliable is null', () => {
    // 1,234,567 and 1,234,999 tokens, as llama-server prints them.
    const before = llama({ tokens_predicted_total: '1.23457e+06', prompt_tokens_total: '900000' })
    const small = llama({ tokens_predicted_total: '1.235e+06', prompt_tokens_total: '900432' })
    const large = llama({ tokens_predicted_total: '1.33457e+06', prompt_tokens_total: '900432' })
    expect(windowOf(before, small)).toMatchObject({ generatedTokens: null, promptTokens: 432 })
    expect(windowOf(before, large)).toMatchObject({ generatedTokens: 100_000 })
  })

  test('over a restart, or of two servers, is none, and says why', () => {
    const before = llama({ tokens_predicted_total: '500' })
    expect(differenceOf(before, llama({ tokens_predicted_total: '20' }))).toEqual({
      dropped:
        'its count of generated tokens fell between two readings: it was started anew in the middle, ' +
        'or several servers answer behind this address',
    })
    expect(differenceOf(before, parsed(0, 'vllm:generation_tokens_total 900'))).toEqual({
      dropped: 'the readings are of llama-server and of vllm: several servers answer there',
    })
  })

  test('with a negative mean is none: two workers behind a router have counters of their own', () => {
    const worker = (requests: number, seconds: number): ServerMetrics =>
      parsed(
        0,
        `vllm:request_success_total ${requests}\nvllm:time_to_first_token_seconds_sum ${seconds}\n` +
          `vllm:time_to_first_token_seconds_count ${requests}`,
      )
    expect(differenceOf(worker(100, 10), worker(120, 4))).toEqual({
      dropped: expect.stringContaining('a mean of its is negative (meanTtftMs): '),
    })
  })

  test('of an idle server is zero, and its means are none', () => {
    const metrics = metricsOf(0, 'composed', 'vllm-after.txt')
    expect(windowOf(metrics, metrics)).toMatchObject({
      requests: 0,
      generatedTokens: 0,
      decodeMs: 0,
      meanTtftMs: null,
      cacheHitShare: null,
    })
  })
})

test('metrics of another kind are no metrics', () => {
  expect(serverMetricsOf('process_cpu_seconds_total 5')).toBeNull()
  expect(serverMetricsOf('<!doctype html>')).toBeNull()
})
