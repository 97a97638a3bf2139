import { expect, test } from 'vitest'
import { vllmBench, vllmServe } from '../../../../bench/support/peers/vllm.ts'
import { loadWith, valueOf } from './clients.ts'

test.for([vllmBench, vllmServe])('$name starts all at once, and its means are read', (peer) => {
  const load = loadWith({ 'vllm.json': { completed: 8, mean_ttft_ms: 51.5, mean_tpot_ms: 10.01, median_ttft_ms: 9 } })
  const { args } = peer.command(load)
  expect(valueOf(args, '--request-rate')).toBe('inf')
  expect(valueOf(args, '--max-concurrency')).toBe('4')
  expect(valueOf(args, '--num-prompts')).toBe('8')
  expect(valueOf(args, '--num-warmups')).toBe('4')
  expect(peer.command({ ...load, warmUps: null }).args).not.toContain('--num-warmups')
  expect(peer.read(load)).toEqual({ requests: 8, ttftMs: 51.5, tpotMs: 10.01 })
})

test('a results file without a figure is an error that names it', () => {
  const load = loadWith({ 'vllm.json': { completed: 8, mean_ttft_ms: null } })
  expect(() => vllmBench.read(load)).toThrow('its results file has no number at mean_ttft_ms')
})
