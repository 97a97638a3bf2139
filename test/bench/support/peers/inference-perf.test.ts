import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inferencePerf } from '../../../../bench/support/peers/inference-perf.ts'
import { loadWith, valueOf } from './clients.ts'

test('its TPOT is divided by the tokens of the server, not by those of its tokenizer', () => {
  const summary = {
    successes: {
      count: 8,
      latency: {
        request_latency: { mean: 1.045 },
        time_to_first_token: { mean: 0.055 },
        time_per_output_token: { mean: 0.0034 },
      },
      output_len: { mean: 291 },
      output_tokens: { mean: 100 },
    },
  }
  const load = loadWith({ 'inference-perf/summary_lifecycle_metrics.json': summary })
  const { requests, ttftMs, tpotMs } = inferencePerf.read(load)
  expect({ requests, ttftMs }).toEqual({ requests: 8, ttftMs: 55 })
  expect(tpotMs).toBeCloseTo(10)
  const config = valueOf(inferencePerf.command(load).args, '--config_file') ?? ''
  expect(JSON.parse(readFileSync(config, 'utf8'))).toMatchObject({
    load: { type: 'concurrent', stages: [{ num_requests: 8, concurrency_level: 4 }] },
  })
})
