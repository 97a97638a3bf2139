import { expect, test } from 'vitest-llm-bench'

// Watts are declared here, for every machine has those. energy: 'auto' takes the best meter that works, and names it;
// Apple's need 20 s of requests, so that a bench gets a duration: 30_000 with them.
const energy = { watts: 30, idleWatts: 8 }

test('joules of a token, of two lengths of answer', async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const short = llama.complete({ tokens: 40 }, { maxTokens: 8, ignoreEos: true })
  const long = llama.complete({ tokens: 40 }, { maxTokens: 24, ignoreEos: true })
  const options = { requests: 10, budget: 4000, energy }
  const runs = [await bench('8 out', options, short).run(), await bench('24 out', options, long).run()]

  for (const run of runs) {
    expect(run).toUseLessEnergyThan(100, { per: 'token' })
    expect(run).toUseLessEnergyThan(1000, { per: 'request', net: true })
  }
})
