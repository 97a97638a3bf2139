import { expect, test } from 'vitest'
import { parsedJson } from '../../../src/json.ts'
import { draftsOf, timingsField } from '../../../src/mock-server/answers/drafts.ts'
import { startMockServer } from '../../../src/mock-server/index.ts'
import { serverMetricsOf } from '../../../src/servers/metrics/read-metrics.ts'

test('each token after the first was drafted once, and a share of them accepted', () => {
  expect(draftsOf(11, { accepted: 0.8 })).toEqual({ drafted: 10, accepted: 8 })
  expect(draftsOf(1, { accepted: 0.8 })).toEqual({ drafted: 0, accepted: 0 })
  expect(draftsOf(11, null)).toEqual({ drafted: 0, accepted: 0 })
  const counts = { prompt: 5, generated: 11, promptMs: 20, tokenMs: 2 }
  expect(timingsField({ accepted: 0.8 }, counts)).toEqual({
    timings: { prompt_n: 5, prompt_ms: 20, predicted_n: 11, predicted_ms: 22, draft_n: 10, draft_n_accepted: 8 },
  })
  expect(timingsField({ accepted: 0.8, inAnswers: false }, counts)).toEqual({})
})

test.for([true, false])('an answer tells them, and the metrics do, streamed or not (%s)', async (stream) => {
  for (const metrics of ['vllm', 'llama-server'] as const) {
    await using server = await startMockServer({ ttft: 1, interToken: 0, metrics, drafts: { accepted: 0.5 } })
    const body = { prompt: 'a b', max_tokens: 21, stream, stream_options: { include_usage: true } }
    const answer = await fetch(`${server.url}/completions`, { method: 'POST', body: JSON.stringify(body) })
    const text = await answer.text()
    const last = stream ? (/^data: (\{.*"usage":.*\})$/m.exec(text)?.[1] ?? '') : text
    expect(parsedJson(last)).toMatchObject({
      usage: { completion_tokens: 21 },
      timings: { predicted_n: 21, draft_n: 20, draft_n_accepted: 10 },
    })
    const told = serverMetricsOf(await (await fetch(new URL('/metrics', server.url))).text())
    expect(told).toMatchObject({ draftTokens: 20, acceptedTokens: 10 })
  }
  await using plain = await startMockServer({ metrics: 'vllm' })
  const told = serverMetricsOf(await (await fetch(new URL('/metrics', plain.url))).text())
  expect(told).toMatchObject({ draftTokens: null, acceptedTokens: null })
})
