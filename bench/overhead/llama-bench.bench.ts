import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import { cacheDirectory } from '../../src/models/cache.ts'
import { resolveModel } from '../../src/models/resolve.ts'
import { benched, type BenchedTimes, llamaBench, type OwnLaunch } from '../support/llama-bench.ts'
import { inTurns, oursOverOther } from '../support/other-build.ts'
import { linkedLlamaBench } from '../support/linked-llama-bench.ts'
import { overheadSize } from '../support/overhead-size.ts'
import { type PairedFigure, shown } from '../support/paired.ts'

const child = fileURLToPath(new URL('../support/own-launch.ts', import.meta.url))
const missing = 'no llama-bench of this llama.cpp: npm run llama-server builds it'
const pairs = Math.max(2, Math.round(5 * overheadSize()))
const [prompt, decode, repetitions] = [64, 24, 2]
/** The point of a ratio is within this of 1. */
const band = 0.05

// llama.cpp's own times in process against llama-bench's: `npm run bench -- --mode overhead`. llama-bench times the
// calls of llama_decode and chooses no token; what is compared is the same of ours, and our clock's time stands beside.
// Where a compiler is there it is linked with the very libraries that node-llama-cpp loads: another build of the same
// release has other kernels. Each block is a process of its own on both sides: launches differ by some per cent.
describe.runIf(profile === 'overhead')('llama-bench of the same release', () => {
  test.for([
    { quantization: 'Q4_0', kvCache: 'F16', flashAttention: false },
    { quantization: 'Q4_0', kvCache: 'F16', flashAttention: true },
    { quantization: 'Q4_0', kvCache: 'Q8_0', flashAttention: true },
    { quantization: 'Q8_0', kvCache: 'F16', flashAttention: false },
  ] as const)(
    'tinyllama-1.1b@$quantization, $kvCache cache, flash attention $flashAttention',
    async (configuration, { skip }) => {
      const { quantization, kvCache, flashAttention } = configuration
      const linked = await linkedLlamaBench()
      const program = linked ?? llamaBench()
      skip(program === null, missing)
      const spec = `synthetic:tinyllama-1.1b@${quantization}`
      const file = await fileOf(spec)
      const options = JSON.stringify({ contextSize: 256, flashAttention, kvCache })
      const size = { prompt, decode, repetitions }
      const measured = await inTurns<OwnLaunch | BenchedTimes>(
        pairs,
        async () => {
          const { stdout } = await execa(process.execPath, [child, spec, options, ...Object.values(size).map(String)])
          return JSON.parse(stdout) as OwnLaunch
        },
        async () => await benched(program ?? '', file, { flashAttention, kvCache }, size),
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
          linked === null
            ? '  (llama-bench of another build of the release)'
            : "  (llama-bench on node-llama-cpp's own libraries)",
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
  const place = { registry: {}, root: process.cwd(), cacheDirectory: cache }
  const resolved = await resolveModel(spec, { ...place, downloads: { mirrors: [], maxBytes: null } })
  return resolved.path
}

function expectEqual(part: string, { point }: PairedFigure): void {
  // A shorter run shows that it runs, and bounds nothing.
  if (overheadSize() < 1) return
  expect(point, part).toBeGreaterThan(1 - band)
  expect(point, part).toBeLessThan(1 + band)
}
