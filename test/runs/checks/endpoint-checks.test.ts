import { expect, test } from 'vitest'
import type { Conditions } from '../../../src/machine/meters/conditions.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import type { RunEnd, RunHeader } from '../../../src/plan/header.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import type { ServerFiguresRecord } from '../../../src/record/server.ts'
import type { FailureClass, Sample } from '../../../src/samples/sample.ts'
import { answer, endpointHeader, failedRequest, openHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { runEnd, runHeader } from '../../support/samples.ts'

const quiet: Conditions = {
  lagP99Ms: 0,
  lagMaxMs: 0,
  swapIns: 0,
  otherHosts: 0,
  otherHostsCores: 0,
  othersCores: 0,
  ownCores: 0.1,
  loadAverage: 0,
  onBattery: false,
  lowPower: false,
  thermalPressure: 0,
}
const quietEnd: RunEnd = { ...runEnd, conditions: quiet }
const sound = soundAnswers(60, 200)

function checks(header: RunHeader, samples: readonly Sample[], end: Partial<RunEnd> = {}): CheckRecord[] {
  return buildRun(header, samples, { ...quietEnd, ...end }).record.checks
}

/** Every check that is not in order, whichever it is. */
function tripped(header: RunHeader, samples: readonly Sample[], end: Partial<RunEnd> = {}): Record<string, string> {
  return Object.fromEntries(
    checks(header, samples, end).flatMap(({ id, status }) => (status === 'ok' ? [] : [[id, status]])),
  )
}

function found(
  id: string,
  header: RunHeader,
  samples: readonly Sample[],
  end: Partial<RunEnd> = {},
): CheckRecord | undefined {
  return checks(header, samples, end).find((check) => check.id === id)
}

function conditions(changes: Partial<Conditions>): Partial<RunEnd> {
  return { conditions: { ...quiet, ...changes } }
}

test('a sound run against an endpoint trips nothing, closed or open', () => {
  expect(tripped(endpointHeader(), sound)).toEqual({})
  expect(tripped(openHeader(5), sound)).toEqual({})
})

test('requests that are begun late are said, with the share of the first token they are late by', () => {
  const late = (ms: number): Sample[] =>
    soundAnswers(60, 200, (index, { sent }) => ({ intended: sent - (index % 10 === 0 ? ms : 0) }))
  expect(tripped(openHeader(5), late(1))).toEqual({})
  expect(tripped(openHeader(5), late(4))).toEqual({ 'schedule-lag': 'warning' })
  expect(tripped(openHeader(5), late(20))).toEqual({ 'schedule-lag': 'invalid' })
  expect(found('schedule-lag', openHeader(5), late(20))?.message).toMatch(
    /20\.0 ms after they were due \(p99\).* of 40\.\d ms/,
  )
  // A closed load has no schedule.
  expect(found('schedule-lag', endpointHeader(), late(20))).toBeUndefined()
})

test('opening a connection is no lateness of the client', () => {
  const connecting = soundAnswers(60, 200, (_, { sent }) => ({
    intended: sent - 30,
    http: { connectMs: 30, status: 200, retryAfterSeconds: null },
  }))
  expect(tripped(openHeader(5), connecting)).toEqual({})
})

/** One place in flight, answers of 100 ms, asked for every 50 ms: the queue grows. */
function queued(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) =>
    answer({ intended: index * 50, sent: index * 101, ttft: 20 + (index % 7) / 3, gap: 5.3 }, { index }),
  )
}

test('a wait for a place in flight is the server’s, in the lag and in the rate', () => {
  const header = openHeader(20, 1)
  expect(tripped(header, queued(15))).toEqual({ 'achieved-rate': 'invalid' })
  expect(found('schedule-lag', header, queued(15))?.message).toContain('begun 0 ms after')
  expect(found('achieved-rate', header, queued(15))?.message).toMatch(
    /9\.90 requests\/s .* the 20\.0 .*server was the limit, 14 of 15 .*maxConcurrency/,
  )
})

test('without a limit in flight the client is to blame for a rate that is not reached', () => {
  const late = soundAnswers(60, 200, (index) => ({ intended: index * 180 }))
  expect(tripped(openHeader(5), late)).toEqual({ 'achieved-rate': 'invalid', 'schedule-lag': 'invalid' })
  expect(found('achieved-rate', openHeader(5), late)?.message).toContain('the client was the limit')
  const little = soundAnswers(60, 200, (index) => ({ intended: index * 196 }))
  expect(found('achieved-rate', openHeader(5), little)?.status).toBe('warning')
})

test('requests that were due and never sent count, those that a budget cut off do not', () => {
  const stuck = [
    answer({ sent: 0 }, { index: 0 }),
    ...soundAnswers(3, 200, (index) => ({ index: index + 1, end: 60_000 })),
  ]
  expect(found('achieved-rate', openHeader(5, 3), stuck, { unsent: 100 })).toMatchObject({ status: 'invalid' })
  expect(found('achieved-rate', openHeader(5, 3), stuck, { unsent: 100 })?.message).toContain(
    '100 were due and never sent',
  )
  expect(tripped(openHeader(5), sound, { unsent: 100, endedBy: 'budget' })).toEqual({ 'budget-cut': 'warning' })
})

test('the turns of a comparison are judged together, without the time of the other arm', () => {
  const turns = soundAnswers(60, 200, (index, { intended, sent, end }) => {
    const shift = index < 30 ? 0 : 60_000
    return { slot: index < 30 ? 0 : 3, intended: intended + shift, sent: sent + shift, end: end + shift }
  })
  const message = found('achieved-rate', openHeader(5), turns)?.message
  expect(message).toContain('5.00 requests/s were sent of the 5.00')
})

test('a burst has no rate', () => {
  const header = openHeader(5)
  const plan = {
    ...header.plan,
    load: { ...header.plan.load, name: 'burst', arrivals: { kind: 'burst', requests: 60 } },
  } as RunHeader['plan']
  const together = soundAnswers(60, 200, (index) => ({ intended: 0, sent: index / 100 }))
  expect(found('achieved-rate', { ...header, plan }, together)).toBeUndefined()
})

test('input from a prefix cache is a warning, and invalid above a tenth, unless it is wanted', () => {
  const cached = (count: number): Sample[] =>
    soundAnswers(60, 200, () => ({ tokens: { input: 110, output: 16, cached: count, source: 'usage' } }))
  expect(tripped(endpointHeader(), cached(1))).toEqual({})
  expect(tripped(endpointHeader(), cached(4))).toEqual({ 'prefix-cache': 'warning' })
  expect(tripped(endpointHeader(), cached(40))).toEqual({ 'prefix-cache': 'invalid' })
  const wanted = endpointHeader()
  expect(tripped({ ...wanted, workload: { ...wanted.workload, cacheWanted: true } }, cached(40))).toEqual({})
})

const server: ServerFiguresRecord = {
  server: 'vllm',
  windowMs: 12_000,
  requests: 60,
  promptTokens: 6600,
  cachedTokens: 0,
  generatedTokens: 960,
  prefillMs: null,
  decodeMs: null,
  meanQueueMs: null,
  meanTtftMs: null,
  meanTpotMs: null,
  meanInterTokenMs: null,
  meanLatencyMs: null,
  preemptions: null,
  meanBatch: null,
}

test('what answers do not say of the cache, the server’s metrics may', () => {
  expect(tripped(endpointHeader(), sound, { server })).toEqual({})
  expect(tripped(endpointHeader(), sound, { server: { ...server, cachedTokens: 3300 } })).toEqual({
    'prefix-cache': 'invalid',
  })
  expect(
    found('prefix-cache', endpointHeader(), sound, { server: { ...server, cachedTokens: 3300 } })?.message,
  ).toMatch(/50 % .*metrics/)
})

test('requests that were sent twice are said, and what their figures leave out', () => {
  const twice = soundAnswers(60, 200, (index) => ({
    http: { connectMs: null, status: 200, retryAfterSeconds: null, ...(index % 20 === 7 ? { retried: true } : {}) },
  }))
  expect(tripped(endpointHeader(), twice)).toEqual({ retried: 'warning' })
  expect(found('retried', endpointHeader(), twice)?.message).toMatch(/^3 of 60 requests were sent twice.*keep-alive/)
  expect(found('retried', endpointHeader(), sound)).toBeUndefined()
})

test('answers that were complete before they were sent are replayed', () => {
  const quick = soundAnswers(60, 200, undefined, { ttft: 90, gap: 0.05 })
  const replay = (of: number): Sample[] => [...quick.slice(0, of), ...sound.slice(of)]
  expect(found('replayed', endpointHeader(), replay(3))?.status).toBe('ok')
  expect(tripped(endpointHeader(), replay(60))).toEqual({ replayed: 'invalid' })
  expect(found('replayed', endpointHeader(), replay(10))).toMatchObject({
    status: 'invalid',
    protects: ['ttft', 'ttfv', 'tpot', 'interChunk'],
  })
  // All in one chunk is no better.
  const whole = soundAnswers(60, 200, undefined, { ttft: 90, chunks: 1 })
  expect(found('replayed', endpointHeader(), whole)?.status).toBe('invalid')
})

test('a local model that is quick after a long prompt is not replayed', () => {
  const quick = soundAnswers(60, 200, undefined, { ttft: 90, gap: 0.05 })
  expect(found('replayed', runHeader(), quick)).toBeUndefined()
})

test('input that the server counts otherwise than asked is a mismatch, a chat template is not', () => {
  const counted = (input: number): Sample[] =>
    soundAnswers(60, 200, () => ({
      asked: { input: 400, output: 16 },
      tokens: { input, output: 16, cached: 0, source: 'usage' },
    }))
  expect(tripped(endpointHeader(), counted(440))).toEqual({})
  expect(tripped(endpointHeader(), counted(390))).toEqual({ 'token-count': 'warning' })
  expect(tripped(endpointHeader(), counted(460))).toEqual({ 'token-count': 'warning' })
  expect(tripped(endpointHeader(), counted(520))).toEqual({ 'token-count': 'invalid' })
  const completion = endpointHeader()
  expect(tripped({ ...completion, workload: { ...completion.workload, kind: 'completion' } }, counted(440))).toEqual({
    'token-count': 'invalid',
  })
})

test('more output than was allowed, and more chunks than tokens, are mismatches', () => {
  const longer = soundAnswers(60, 200, () => ({ asked: { input: null, output: 8 } }))
  expect(found('token-count', endpointHeader(), longer)).toMatchObject({ status: 'invalid' })
  expect(found('token-count', endpointHeader(), longer)?.message).toContain('limitField')
  const chunky = soundAnswers(60, 200, undefined, { output: 16, chunks: 20, gap: 4 })
  expect(tripped(endpointHeader(), chunky)).toEqual({ 'token-count': 'invalid' })
})

test('tokens that nobody but us counted are a warning', () => {
  const uncounted = soundAnswers(60, 200, () => ({ tokens: { input: 0, output: 16, cached: 0, source: 'chunks' } }))
  expect(tripped(endpointHeader(), uncounted)).toEqual({ 'token-count': 'warning' })
})

test('chunks that hold several tokens make their gaps no times between tokens', () => {
  const fewer = soundAnswers(60, 200, undefined, { output: 16, chunks: 8, gap: 10 })
  expect(tripped(endpointHeader(), fewer)).toEqual({ 'chunk-not-token': 'warning' })
  expect(found('chunk-not-token', endpointHeader(), fewer)?.protects).toEqual(['interChunk'])
})

test('an early stop is judged by what each request was asked', () => {
  const drawn = sound.map(({ sent }, index) => {
    const output = 16 + (index % 5)
    return answer({ sent, output, gap: 4.5 + index / 60 }, { index, asked: { input: null, output } })
  })
  const header = endpointHeader()
  const longest = { ...header, workload: { ...header.workload, maxTokens: 20 } }
  expect(found('early-stop', longest, drawn)).toMatchObject({
    status: 'ok',
    message: '0 of 60 answers ended before their asked lengths',
  })
  expect(
    found(
      'early-stop',
      longest,
      soundAnswers(60, 200, () => ({ asked: { input: null, output: 20 } })),
    )?.status,
  ).toBe('warning')
})

test('a client without time left is the limit', () => {
  expect(tripped(endpointHeader(), sound, conditions({ ownCores: 0.95 }))).toEqual({ 'client-limit': 'warning' })
  const late = tripped(endpointHeader(), sound, conditions({ ownCores: 0.95, lagP99Ms: 12 }))
  expect(late).toEqual({ 'client-limit': 'invalid', 'event-loop-lag': 'invalid' })
  expect(found('client-limit', endpointHeader(), sound, conditions({ ownCores: 0.95 }))?.message).toContain(
    'hosts to 2 or more',
  )
  // A model's own process is meant to be busy.
  expect(found('client-limit', runHeader(), sound, conditions({ ownCores: 3 }))).toBeUndefined()
})

test('a lag that spoils nothing but the gaps between chunks protects only them', () => {
  const gaps = found('event-loop-lag', endpointHeader(), sound, conditions({ lagP99Ms: 1.5 }))
  expect(gaps).toMatchObject({ status: 'invalid', protects: ['interChunk'] })
  expect(found('event-loop-lag', endpointHeader(), sound, conditions({ lagP99Ms: 0.4 }))).toMatchObject({
    status: 'warning',
    protects: ['interChunk'],
  })
  expect(found('event-loop-lag', endpointHeader(), sound, conditions({ lagP99Ms: 20 }))?.protects).toContain('ttft')
})

test('the most frequent failure is named with its own words and the way out', () => {
  const refused = (failure: FailureClass, message: string, status: number | null): Sample[] => [
    ...sound,
    failedRequest(12_000, failure, message, { status }),
    failedRequest(12_300, failure, message, { status }),
    failedRequest(12_600, 'reset', 'the connection was reset', { status: null }),
  ]
  const limited = refused('http-status', 'HTTP 429: slow down', 429)
  expect(tripped(endpointHeader(), limited)).toEqual({ failures: 'warning' })
  expect(found('failures', endpointHeader(), limited)?.message).toBe(
    '3 of 63 requests failed, 2 of them http-status ("HTTP 429: slow down"): lower the rate or the number of clients',
  )
  const message = (failure: FailureClass, status: number | null): string =>
    found('failures', endpointHeader(), refused(failure, 'x'.repeat(500), status))?.message ?? ''
  expect(message('first-token-timeout', null)).toContain('timeout.firstToken')
  expect(message('http-status', 401)).toContain('apiKey')
  expect(message('http-status', 404)).toContain('URL')
  expect(message('http-status', 500)).toContain('log')
  expect(message('http-status', 500).length).toBeLessThan(250)
})

test('answers without a stream are said to have no first token', () => {
  const whole = { first: null, firstChunk: null, firstVisible: null, chunkTimes: [] }
  const all = soundAnswers(60, 200, () => whole)
  expect(tripped(endpointHeader(), all)).toEqual({})
  expect(found('not-streamed', endpointHeader(), all)?.message).toContain('no time to first token')
  const some = soundAnswers(60, 200, (index) => (index % 6 === 0 ? whole : {}))
  expect(tripped(endpointHeader(), some)).toEqual({ 'not-streamed': 'warning' })
  expect(found('not-streamed', endpointHeader(), sound)).toBeUndefined()
})

test('a target that is timed in the worker says so', () => {
  const timedIn = { kind: 'language-model', timedIn: 'worker' } as const
  expect(tripped(endpointHeader(timedIn), sound)).toEqual({ 'timed-in-worker': 'warning' })
})

test('what happens on this machine weighs less for a server elsewhere, and a server here is nobody else', () => {
  const here = { spec: 'http://127.0.0.1:8000/v1' }
  const busy = conditions({ othersCores: 2, loadAverage: 3.9 })
  expect(tripped(endpointHeader(), sound, busy)).toEqual({ 'machine-busy': 'warning', 'load-before': 'warning' })
  expect(tripped(endpointHeader(here), sound, busy)).toEqual({})
  const swapping = conditions({ swapIns: 9, otherHosts: 1, otherHostsCores: 0.5, thermalPressure: 3, onBattery: true })
  expect(tripped(endpointHeader(), sound, swapping)).toEqual({
    'swap-in': 'warning',
    'other-hosts': 'warning',
    'thermal-pressure': 'warning',
  })
  expect(tripped(endpointHeader(here), sound, swapping)).toEqual({
    'swap-in': 'invalid',
    'other-hosts': 'invalid',
    'thermal-pressure': 'invalid',
    'on-battery': 'warning',
  })
})

test('the other processes of a load are not other processes', () => {
  const three = { ...conditions({ othersCores: 1.5, ownCores: 0.7 }), loadHosts: 3 }
  expect(found('machine-busy', endpointHeader(), sound, three)).toMatchObject({ status: 'ok' })
  expect(found('machine-busy', endpointHeader(), sound, { ...three, loadHosts: 2 })).toMatchObject({
    status: 'warning',
  })
})

test('threads and layers that are known of a server here are judged, a server elsewhere has its own cores', () => {
  const threads = { threads: 64, backend: 'cpu' } as const
  expect(tripped(endpointHeader(threads), sound)).toEqual({})
  expect(tripped(endpointHeader({ ...threads, kind: 'server', spec: 'http://localhost:1/v1' }), sound)).toEqual({
    'threads-above-cores': 'warning',
  })
})

test('a run that money or time ended says so in words', () => {
  const { plan } = endpointHeader()
  const timed = endpointHeader({}, { plan: { ...plan, requests: Number.MAX_SAFE_INTEGER, maxUsd: 0.5 } })
  expect(found('budget-cut', timed, sound, { endedBy: 'cost' })?.message).toMatch(/after 60 requests, .* \$0\.5:/)
  expect(found('budget-cut', timed, sound, { endedBy: 'budget' })?.message).toMatch(
    /after 60 requests: raise budget or lower duration/,
  )
})

test('traffic that changes on purpose does not drift', () => {
  const rising = soundAnswers(60, 200, (index, { end }) => ({ end: end + index * 4 }))
  const header = openHeader(5)
  expect(found('drift', header, rising)?.message).toContain('lower the rate')
  const ramp = { ...header, plan: { ...header.plan, load: { ...header.plan.load, name: 'ramp' } } } as RunHeader
  expect(found('drift', ramp, rising)).toBeUndefined()
})
