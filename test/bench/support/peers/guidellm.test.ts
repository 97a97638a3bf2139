import { expect, test } from 'vitest'
import { guidellm } from '../../../../bench/support/peers/guidellm.ts'
import { loadWith, valueOf } from './clients.ts'

test('its time between tokens is our TPOT, its time a token is not', () => {
  const of = (mean: number): unknown => ({ successful: { mean } })
  const metrics = {
    request_totals: { successful: 8, errored: 0 },
    time_to_first_token_ms: of(53.5),
    inter_token_latency_ms: of(10.1),
    time_per_output_token_ms: of(10.6),
  }
  const load = loadWith({ 'guidellm.json': { benchmarks: [{ metrics }] } })
  const { args } = guidellm.command(load)
  expect(valueOf(args, '--profile')).toBe('kind=concurrent,streams=4')
  expect(valueOf(args, '--constraint')).toBe('kind=max_requests,count=8')
  expect(guidellm.read(load)).toEqual({ requests: 8, ttftMs: 53.5, tpotMs: 10.1 })
})
