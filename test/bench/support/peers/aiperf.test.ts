import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aiperf } from '../../../../bench/support/peers/aiperf.ts'
import { loadWith, valueOf } from './clients.ts'

test('it finds the tokenizer in a hub, counts by the usage, and its averages are read', () => {
  const load = loadWith({
    'tokenizer.json': {},
    'aiperf/profile_export_aiperf.json': {
      request_count: { avg: 8 },
      time_to_first_token: { avg: 52.25, p50: 51 },
      inter_token_latency: { avg: 10.2 },
    },
  })
  const { args, env = {} } = aiperf.command(load)
  expect(args).toContain('--use-server-token-count')
  expect(valueOf(args, '--concurrency')).toBe('4')
  const snapshot = join(env['HF_HUB_CACHE'] ?? '', 'models--local--tokenizer', 'snapshots', '1')
  expect(existsSync(join(snapshot, 'tokenizer.json'))).toBe(true)
  expect(aiperf.read(load)).toEqual({ requests: 8, ttftMs: 52.25, tpotMs: 10.2 })
})
