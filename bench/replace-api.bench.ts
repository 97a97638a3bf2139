import { existsSync } from 'node:fs'
import { describe, expect, price, type Scorer, test } from 'vitest-llm-bench'
import { realModel } from '../scripts/real-servers/places.ts'
import { questions } from './support/capitals.ts'

// Can a model in process take the place of one behind an API? The API is a recording: sixty answers of
// SmolLM2-135M-Instruct (Q4_1) by llama-server, made by this file on two cores that other programs used too. It
// stands in for an API that one pays for, and its price is an example: nothing is asked, and no key is needed.
// `REPLACE_RECORD=1 npm run bench -- bench/replace-api.bench.ts` makes it anew (`npm run llama-server`,
// `npm run real-servers`).
const file = 'bench/recordings/smollm2-135m-by-llama-server.jsonl'
const example = price({ inputPerMTok: 0.15, outputPerMTok: 0.6, name: 'an example price' })
const answer = { maxTokens: 16 }
const namesIt: Scorer = ({ output, expected }) => ({
  name: 'names it',
  score: output.toLowerCase().includes(String(expected).toLowerCase()),
})
const plan = { requests: questions.length, warmup: 1 }
const scored = { ...plan, score: [namesIt] }
// 30 W and 0.15 USD/kWh are assumed until vitest.config.ts declares them.
const accept = ['assumed'] as const

describe.runIf(process.env['REPLACE_RECORD'] !== undefined)('the recording', () => {
  test('is made', async ({ bench, endpoint, server }) => {
    const served = await server.llamaServer({ model: realModel.file(), threads: 1, parallel: 1, contextSize: 512 })
    const api = endpoint(served.url, { record: file })
    const run = await bench('recorded', scored, api.chat(questions, answer)).run()
    expect(run).toHaveSuccessRateAbove(0.9)
  })
})

const hasModel = existsSync(realModel.file())

test.runIf(hasModel)('a model in process in the place of a recorded API', async ({ bench, endpoint, model }) => {
  const api = endpoint('http://127.0.0.1', { replay: file, price: example })
  const local = await model(realModel.file())
  const theirs = await bench('recorded API', scored, api.chat(questions, answer)).run()
  const ours = await bench('in process', scored, local.chat(questions, answer)).run()
  expect(ours).toReplace(theirs, { latency: { p95: 5000 }, saving: 0.6, quality: { margin: 0.1 } }, { accept })
})

// Without `npm run real-servers`: random weights have no quality, so that part is left out, and the rest is labelled.
test.runIf(!hasModel)('a synthetic model of its shape, without quality', async ({ bench, endpoint, model }) => {
  const api = endpoint('http://127.0.0.1', { replay: file, price: example })
  const local = await model('synthetic:smollm2-135m@Q4_0')
  const theirs = await bench('recorded API', plan, api.chat(questions, answer)).run()
  const ours = await bench('synthetic', plan, local.chat(questions, { ...answer, ignoreEos: true })).run()
  expect(ours).toReplace(theirs, { latency: { p95: 5000 }, saving: 0.6 }, { accept })
})
