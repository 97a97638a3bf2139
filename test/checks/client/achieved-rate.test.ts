import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { answer, openHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

/** One place in flight, answers of 100 ms, asked for every 50 ms: the queue grows. */
function queued(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) =>
    answer({ intended: index * 50, sent: index * 101, ttft: 20 + (index % 7) / 3, gap: 5.3 }, { index }),
  )
}

test('a wait for a place in flight is the server’s, in the lag and in the rate', () => {
  const header = openHeader(20, 1)
  expect(tripped(header, queued(15))).toEqual({ 'achieved-rate': 'invalid', 'send-wait': 'warning' })
  expect(found('schedule-lag', header, queued(15))?.message).toContain('begun 0 ms after')
  expect(found('achieved-rate', header, queued(15))?.message).toMatch(
    /9\.90 requests\/s .* the 20\.0 .*server was the limit, 14 of 15 .*maxConcurrency/,
  )
})

test('without a limit in flight the client is to blame for a rate that is not reached', () => {
  const late = soundAnswers(60, 200, (index) => ({ intended: index * 180 }))
  expect(tripped(openHeader(5), late)).toEqual({
    'achieved-rate': 'invalid',
    'schedule-lag': 'invalid',
    'send-wait': 'invalid',
  })
  expect(found('achieved-rate', openHeader(5), late)?.message).toContain('the client was the limit')
  expect(found('achieved-rate', openHeader(5), late)?.protects).toEqual(
    expect.arrayContaining(['latency', 'ttft', 'response', 'goodput', 'throughput']),
  )
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
