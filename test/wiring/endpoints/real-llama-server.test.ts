import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findBinary } from '../../../src/servers/presets/find-binary.ts'
import { llamaServer } from '../../../src/servers/presets/llama-server.ts'
import { remainingWith } from '../../support/load-processes.ts'
import { configFile, hasStories, makeProject, storiesModel } from '../../support/project.ts'
import { measuredOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

/** The usual cache folder, not that of the tests: building takes minutes. */
const cacheDirectory = join(homedir(), '.cache/vitest-llm-bench')
const noServer = hasStories ? whyNoServer() : `there is no ${storiesModel}`

function whyNoServer(): string {
  try {
    const spec = llamaServer({ model: storiesModel })
    findBinary(spec, { environment: process.env, platform: process.platform, arch: process.arch, cacheDirectory })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test("a real llama-server's answers are counted as it counts them", async ({ skip }) => {
  skip(noServer !== '', noServer)
  await using project = makeProject({})
  writeFileSync(
    join(project.folder, 'vitest.config.ts'),
    configFile('').replace(/cacheDir: "[^"]*"/, `cacheDir: ${JSON.stringify(cacheDirectory)}`),
  )
  project.write({
    'llama.bench.ts': `
import { concurrent, expect, test } from 'vitest-llm-bench'
test('llama', async ({ bench, server }) => {
  const llama = await server.llamaServer({ model: ${JSON.stringify(storiesModel)}, threads: 1, parallel: 2, contextSize: 512 })
  const chat = await bench('completion', { load: concurrent(2), requests: 30, warmup: 2 }, llama.complete('Once upon a time', { maxTokens: 24, ignoreEos: true, nonce: false })).run()
  expect(chat.samples).toHaveLength(30)
  const encoder = { threads: 1, parallel: 2, contextSize: 256 }
  const embedding = await server.llamaServer({ model: 'synthetic:micro-bert', embedding: true, ...encoder })
  const texts = embedding.embed({ tokens: 12 }, { prompts: 8, batch: 4, encodingFormat: 'base64' })
  await bench('vectors', { load: concurrent(2), requests: 12, warmup: 1 }, texts).run()
  const ranker = await server.llamaServer({ model: 'synthetic:micro-bert-rank', reranking: true, ...encoder })
  const ranking = ranker.rerank('What is a panda?', ['A bear.', 'A car.', 'A tree in the wood.'], { topN: 2 })
  await bench('rankings', { load: concurrent(2), requests: 12, warmup: 1 }, ranking).run()
  await bench('tokens', { requests: 6, warmup: 1 }, llama.complete({ tokens: 40 }, { maxTokens: 8, ignoreEos: true })).run()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const run = project.report().runs.find(({ name }) => name === 'completion')
  expect(run).toMatchObject({
    provenance: 'measured',
    target: {
      kind: 'server',
      model: 'stories260K',
      quantization: 'F32',
      threads: 1,
      engine: expect.stringMatching(/^llama-server \S+/),
    },
    requests: { attempted: 30, failed: 0 },
    tokens: { output: 30 * 24, source: 'usage' },
    server: { server: 'llama-server', generatedTokens: 30 * 24 },
  })
  for (const [name, kind, items, dimensions] of [
    ['vectors', 'embedding', 4, 256],
    ['rankings', 'rerank', 3, null],
  ] as const) {
    const other = project.report().runs.find((each) => each.name === name)
    expect(other).toMatchObject({
      requests: { attempted: 12, failed: 0 },
      items: { kind, answered: 12 * items, dimensions },
      tokens: { output: null, source: 'usage' },
    })
    expect(other?.tokens.input).toBeGreaterThan(12 * items * 2)
  }
  expect(run?.engineTimings).not.toBeNull()
  expect(run?.memory.peakRssBytes).toBeGreaterThan(1e6)
  const samples = measuredOf(project, 'completion')
  const [known] = samples
  for (const { tokens, engine, text, chunkTimes } of samples) {
    expect(tokens).toMatchObject({ output: 24, source: 'usage' })
    // Its own timings count the first token to decoding or to the prompt, release by release.
    expect(Math.abs((engine?.decodeTokens ?? Number.NaN) - tokens.output)).toBeLessThanOrEqual(1)
    expect(engine?.promptTokens).toBeGreaterThan(0)
    expect(engine?.promptTokens).toBeLessThanOrEqual(tokens.input ?? 0)
    expect(text).toBe(known?.text)
    expect(chunkTimes.length).toBeLessThanOrEqual(24)
  }
  expect(known?.text).toMatch(/^, there was a little girl named Lily/)
  expect(await remainingWith('llama-server', storiesModel, '--port')).toEqual([])
})
