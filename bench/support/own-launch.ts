import { generate } from '../../src/engines/llama-cpp/generate.ts'
import type { ModelOptions } from '../../src/models/model-options.ts'
import type { OwnLaunch } from './llama-bench.ts'
import { ownEngine } from './own-engine.ts'

/**
 * One launch of what a model's process is: the engine, one answer to warm up, then some that are measured. Prints the
 * times a token as JSON.
 */

const [spec = '', options = '{}', prompt = '64', decode = '24', repetitions = '2'] = process.argv.slice(2)
const { engine, sequence, clock, timings } = await ownEngine(spec, JSON.parse(options) as Partial<ModelOptions>)
const steps = Number(decode)

/** Makes one answer, and tells our clock's time of its decoded tokens. */
async function answer(index: number): Promise<number> {
  const sampling = { maxTokens: steps + 1, temperature: 0, seed: 1, ignoreEos: true }
  const asked = { kind: 'tokens', count: Number(prompt) } as const
  const job = {
    phase: 'measured',
    slot: 0,
    stream: 0,
    turn: null,
    intended: 0,
    index,
    prompt: asked,
    sampling,
  } as const
  const sample = await generate(engine.generator, sequence, job, new AbortController().signal, clock)
  if (sample?.state !== 'completed' || sample.first === null) throw new Error('the request failed')
  return sample.end - sample.first
}

await answer(0)
await timings()
let ms = 0
for (let index = 1; index <= Number(repetitions); index++) ms += await answer(index)
const own = await timings()
if (own === null) throw new Error('llama.cpp told no times')
const launch: OwnLaunch = {
  prefill: own.promptMs / own.promptTokens,
  decode: own.decodeMs / own.decodeTokens,
  client: ms / (steps * Number(repetitions)),
}
process.stdout.write(JSON.stringify(launch))
process.exit()
