import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { now } from '../../src/clock.ts'
import { modelRequester } from '../../src/engines/llama-cpp/model-requester.ts'
import { wholeBlock } from '../../src/block/share.ts'
import { runBlock } from '../../src/block/run-block.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { ownEngine } from './own-engine.ts'

/**
 * One process, one model, one context: requests through the host's own path and through
 * node-llama-cpp called bare, in turns (ABBA). Prints the pairs as JSON.
 */

/** Per-token times of one request, milliseconds; `engine` is llama.cpp's own time a decoded token. */
interface Timed {
  readonly prefill: number
  readonly decode: number
  readonly engine: number
}

const [spec = 'synthetic:tinyllama-1.1b@Q4_0', rounds = '8'] = process.argv.slice(2)
const sampling = { maxTokens: 24, temperature: 0, seed: 1, ignoreEos: true }
const prompt = { kind: 'tokens', count: 48 } as const

const { engine, sequence, clock, decodeTime } = await ownEngine(spec)
const journal = join(mkdtempSync(join(tmpdir(), 'engine-path-')), 'journal.jsonl')
const { signal } = new AbortController()

async function throughHost(index: number): Promise<Timed> {
  const samples: Sample[] = []
  await decodeTime()
  await runBlock(
    {
      phase: 'measured',
      slot: 0,
      firstIndex: index,
      load: { kind: 'closed', firstSends: [0] },
      share: wholeBlock(1),
      startAt: null,
      budgetMs: 600_000,
      journal,
      prompts: [prompt],
      sampling,
    },
    modelRequester(engine.generator, [sequence], clock),
    (finished) => void samples.push(...finished),
    { signal },
  )
  const own = await decodeTime()
  const [sample] = samples
  if (sample?.state !== 'completed' || sample.first === null) throw new Error('the request failed')
  return {
    prefill: (sample.first - sample.sent) / (sample.tokens.input ?? Number.NaN),
    decode: (sample.end - sample.first) / (sample.tokens.output - 1),
    engine: own,
  }
}

async function bare(index: number): Promise<Timed> {
  const tokens = engine.generator.tokenizer.tokenize(prompt, sampling.seed + index)
  await decodeTime()
  await sequence.clearHistory()
  const sent = now()
  let first = 0
  let generated = 0
  for await (const _ of sequence.evaluate(tokens, { temperature: 0, yieldEogToken: true })) {
    if (generated === 0) first = now()
    if (++generated >= sampling.maxTokens) break
  }
  const end = now()
  return {
    prefill: (first - sent) / tokens.length,
    decode: (end - first) / (generated - 1),
    engine: await decodeTime(),
  }
}

await bare(0)
await throughHost(0)
const pairs: { ours: Timed; bare: Timed }[] = []
for (let round = 1; round <= Number(rounds); round++) {
  const first = { ours: await throughHost(round), bare: await bare(round) }
  const second = { bare: await bare(round), ours: await throughHost(round) }
  pairs.push(first, second)
}
process.stdout.write(JSON.stringify(pairs))
process.exit()
