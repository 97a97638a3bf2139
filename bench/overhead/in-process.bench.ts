import { describe, expect, profile, test } from 'vitest-llm-bench'
import type { LlmRun, RunRecord } from 'vitest-llm-bench'
import { realModel } from '../../scripts/real-servers/places.ts'
import { existsSync } from 'node:fs'
import { pairedRatio, shown } from '../support/paired.ts'

const file = realModel.file()
const missing = existsSync(file) ? null : `no model at ${file}: npm run real-servers xllamacpp brings it`
/** Pairs of blocks; the order of a pair turns with each. */
const pairs = 12

/** llama.cpp's own time of a decoded token: n tokens of an answer are n - 1 steps. */
function decodeMs({ engineTimings: own, requests, target }: RunRecord): number {
  if (own === null) return Number.NaN
  return own.decodeMs / (own.decodeTokens - (target.kind === 'server' ? requests.succeeded : 0))
}

// One real model in process and behind llama-server of the same llama.cpp: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('in process', () => {
  test('a real model in process against llama-server of the same release', async ({ model, server, measure, skip }) => {
    skip(missing !== null, missing ?? '')
    const options = { contextSize: 512, threads: 1, flashAttention: false } as const
    const smol = await model(file, { ...options, backend: 'cpu' })
    const served = await server.llamaServer({
      model: file,
      ...options,
      parallel: 1,
      gpuLayers: 0,
      args: ['--threads-batch', '1', '--no-warmup'],
    })
    const question = 'Tell me a story about the sea.'
    const asked = { maxTokens: 64, ignoreEos: false }
    const plan = { requests: 3, warmup: 1 }
    const here = async (): Promise<LlmRun> => await measure(smol.chat(question, asked), plan)
    const there = async (): Promise<LlmRun> =>
      await measure(served.chat(question, { ...asked, nonce: false, body: { cache_prompt: false } }), plan)
    const blocks: [LlmRun, LlmRun][] = []
    for (let pair = 0; pair < pairs; pair++) {
      const first = await (pair % 2 === 0 ? here() : there())
      const second = await (pair % 2 === 0 ? there() : here())
      blocks.push(pair % 2 === 0 ? [first, second] : [second, first])
    }
    const own = pairedRatio(blocks.map(([one, other]) => [decodeMs(one.record), decodeMs(other.record)]))
    const wall = pairedRatio(blocks.map(([one, other]) => [one.metrics.latency.mean, other.metrics.latency.mean]))
    const tpot = pairedRatio(blocks.map(([one, other]) => [one.metrics.tpot.mean, other.metrics.tpot.mean]))
    const [[one, other]] = blocks as [[LlmRun, LlmRun]]
    process.stdout.write(
      [
        '',
        'in process / llama-server of the same release (SmolLM2-135M-Instruct Q4_1, one thread)',
        `  llama.cpp's own decode time a token  ${shown(own, 3)}`,
        `  latency                              ${shown(wall, 3)}`,
        `  tpot                                 ${shown(tpot, 3)}`,
        `  decode in ms: ${decodeMs(one.record).toFixed(2)} and ${decodeMs(other.record).toFixed(2)}`,
        '',
      ].join('\n'),
    )
    const [ours, theirs] = [one.samples[0], other.samples[0]]
    expect(ours?.tokens).toMatchObject({ input: theirs?.tokens.input, output: theirs?.tokens.output })
    expect(ours?.text).toBe(theirs?.text)
    // Red only where the interval itself shows that the goal is missed.
    expect(own.low).toBeLessThan(1.05)
    expect(own.high).toBeGreaterThan(0.95)
  })
})
