import { describe, expect, profile, test } from 'vitest-llm-bench'
import { cacheDirectory } from '../../src/models/cache.ts'
import { resolveModel } from '../../src/models/resolve.ts'
import { benched, type BenchedTimes, llamaBench } from '../support/llama-bench.ts'
import { inTurns, oursOverOther } from '../support/other-build.ts'
import { overheadSize } from '../support/overhead-size.ts'
import { type PairedFigure, shown } from '../support/paired.ts'

const program = llamaBench()
const missing = program === null ? 'no llama-bench of this llama.cpp: npm run llama-server builds it' : ''
const pairs = Math.max(2, Math.round(6 * overheadSize()))
const [prompt, decode, repetitions] = [64, 24, 2]
/** The point of a ratio is within this of 1. */
const band = 0.05

interface OurTimes extends BenchedTimes {
  /** Time of a token by our clock. */
  readonly client: number
}

// llama.cpp's own times in our host against llama-bench's: `npm run bench -- --mode overhead`. llama-bench times the
// calls of llama_decode and chooses no token; what is compared is the same of ours, and our clock's time stands beside.
describe.runIf(profile === 'overhead')('llama-bench of the same release', () => {
  test.for([
    { quantization: 'Q4_0', kvCache: 'F16', flashAttention: false },
    { quantization: 'Q4_0', kvCache: 'F16', flashAttention: true },
    { quantization: 'Q4_0', kvCache: 'Q8_0', flashAttention: true },
    { quantization: 'Q8_0', kvCache: 'F16', flashAttention: false },
  ] as const)(
    'tinyllama-1.1b@$quantization, $kvCache cache, flash attention $flashAttention',
    async (configuration, { model, measure, skip }) => {
      const { quantization, kvCache, flashAttention } = configuration
      skip(program === null, missing)
      const spec = `synthetic:tinyllama-1.1b@${quantization}`
      const options = { backend: 'cpu', threads: 1, contextSize: 256, flashAttention, kvCache } as const
      const local = await model(spec, options)
      const file = await fileOf(spec)
      const load = local.complete({ tokens: prompt }, { maxTokens: decode + 1, ignoreEos: true })
      const measured = await inTurns<OurTimes | BenchedTimes>(
        pairs,
        async () => {
          const { engineTimings: own, engineSpeed } = (await measure(load, { requests: repetitions, warmup: 1 })).record
          if (own === null || engineSpeed === null) throw new Error('llama.cpp told no times')
          return {
            prefill: own.promptMs / own.promptTokens,
            decode: own.decodeMs / own.decodeTokens,
            client: engineSpeed.clientMsPerToken ?? Number.NaN,
          }
        },
        async () => await benched(program ?? '', file, { flashAttention, kvCache }, { prompt, decode, repetitions }),
      )
      const ratios = {
        decode: oursOverOther(measured, (times) => times.decode),
        prefill: oursOverOther(measured, (times) => times.prefill),
      }
      const client = oursOverOther(measured, (times) => ('client' in times ? times.client : times.decode))
      const mean = (of: (pair: (typeof measured)[number]) => number): string =>
        (measured.reduce((sum, pair) => sum + of(pair), 0) / measured.length).toFixed(2)
      process.stdout.write(
        [
          '',
          `${spec}, ${kvCache} cache, flash attention ${flashAttention ? 'on' : 'off'}: ours / llama-bench, time a token`,
          `  llama.cpp's own, decode   ${shown(ratios.decode, 3)}`,
          `  llama.cpp's own, prefill  ${shown(ratios.prefill, 3)}`,
          `  by our clock, decode      ${shown(client, 3)}`,
          `  ms a token: decode ${mean(({ ours }) => ours.decode)} and ${mean(({ other }) => other.decode)}, ` +
            `prefill ${mean(({ ours }) => ours.prefill)} and ${mean(({ other }) => other.prefill)}`,
          '',
        ].join('\n'),
      )
      for (const [part, ratio] of Object.entries(ratios)) expectEqual(part, ratio)
    },
  )
})

async function fileOf(spec: string): Promise<string> {
  const cache = cacheDirectory(undefined, process.cwd())
  const resolved = await resolveModel(spec, { registry: {}, root: process.cwd(), cacheDirectory: cache })
  if (resolved.source === 'hf') throw new Error(`${spec} is no file`)
  return resolved.path
}

function expectEqual(part: string, { point }: PairedFigure): void {
  // A shorter run shows that it runs, and bounds nothing.
  if (overheadSize() < 1) return
  expect(point, part).toBeGreaterThan(1 - band)
  expect(point, part).toBeLessThan(1 + band)
}
