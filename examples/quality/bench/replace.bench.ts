import { composite, expect, price, rouge, test } from 'vitest-llm-bench'
import { questions } from '../questions.ts'
import { startSmallModel } from '../small-model.ts'

const recording = 'recordings/large-model.jsonl'
const url = process.env['API_URL']

test('the small model can take over', async ({ bench, endpoint, onTestFinished }) => {
  const small = await startSmallModel()
  onTestFinished(async () => await small.close())
  // How near to the expected answer, and how well made by what explanations are held to.
  const explanation = composite({ name: 'explanation', like: 'technical', length: [10, 60] })
  const plan = { score: [rouge(), explanation], warmup: 1 }
  const ours = price({ inputPerMTok: 0.1, outputPerMTok: 0.4, name: 'our own server, an example' })
  const theirs = price({ inputPerMTok: 2.5, outputPerMTok: 10, name: 'an API, an example' })

  // With API_URL the API is asked, and its answers are kept; without, they are replayed, and no key is needed.
  const where = url === undefined ? { replay: recording } : { record: recording, apiKey: process.env['API_KEY'] }
  const api = endpoint(url ?? 'http://127.0.0.1:8080/v1', { ...where, price: theirs })
  const here = endpoint(small.url, { price: ours })
  const before = await bench('large', plan, api.chat(questions, { maxTokens: 120 })).run()
  const after = await bench('small', plan, here.chat(questions, { maxTokens: 120 })).run()

  expect(after).toScoreAtLeast('rougeL', 0.3)
  expect(after).toHaveQualityAbove(0.4)
  expect(after).toReplace(before, { latency: { p95: 5000 }, saving: 0.5, quality: { margin: 0.1, of: 'rougeL' } })
})
