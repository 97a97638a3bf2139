import { expect, test } from 'vitest'
import { llamaBenchy } from '../../../../bench/support/peers/llama-benchy.ts'
import { loadWith, valueOf } from './clients.ts'

test('its TPOT is one over the tokens a second of a request', () => {
  const result = { e2e_ttft: { mean: 54, values: [1, 2, 3] }, tg_req_throughput: { mean: 99 } }
  const load = loadWith({ 'llama-benchy.json': { benchmarks: [result] } })
  expect(valueOf(llamaBenchy.command(load).args, '--runs')).toBe('2')
  expect(llamaBenchy.read(load)).toEqual({ requests: 3, ttftMs: 54, tpotMs: 1000 / 99 })
})
