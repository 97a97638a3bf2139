import { expect, LlmBenchError, test } from 'vitest-llm-bench'

// The same weights in this process's own host and behind llama-server: what HTTP costs, as a figure.
// Build the server once with `npm run llama-server`; without one this is skipped. Only decoding is
// compared: a synthetic model has no tokenizer, so that the same text is not the same tokens to both.
const spec = 'synthetic:smollm2-135m@Q4_0'
const threads = 1

test('in process and over HTTP', async ({ bench, model, server, skip }) => {
  const served = await server
    .llamaServer({ model: spec, threads, parallel: 1, contextSize: 512 })
    .catch((error: unknown) => {
      if (error instanceof LlmBenchError && error.code === 'server-missing') skip(error.message)
      throw error
    })
  const local = await model(spec, { backend: 'cpu', threads })
  const prompt = 'The quick brown fox jumps over the lazy dog'
  const options = { maxTokens: 16, ignoreEos: true }
  const plan = { requests: 40 }
  const runs = await bench.compare(
    bench('in process', plan, local.complete(prompt, options)),
    bench('llama-server', plan, served.complete(prompt, { ...options, nonce: false })),
  )
  const ours = runs.get('in process')
  const theirs = runs.get('llama-server')

  const overhead = theirs.metrics.tpot.p50 - ours.metrics.tpot.p50
  const { engineTimings, tokens, requests } = theirs.record
  const told =
    engineTimings === null ? Number.NaN : engineTimings.decodeMs / (engineTimings.decodeTokens - requests.succeeded)
  process.stdout.write(
    `\nper output token: ${ours.metrics.tpot.p50.toFixed(2)} ms in process, ${theirs.metrics.tpot.p50.toFixed(2)} ms over HTTP (${overhead < 0 ? '' : '+'}${overhead.toFixed(2)} ms); llama-server's own timings say ${told.toFixed(2)} ms\n`,
  )
  // Counted by the server twice: in `usage` and in `timings`.
  expect(engineTimings?.decodeTokens).toBe(tokens.output)
  expect(ours).toHaveSuccessRateAbove(0.9)
  expect(theirs).toHaveSuccessRateAbove(0.9)
})
