import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findBinary } from '../../src/servers/presets/find-binary.ts'
import { llamaServer } from '../../src/servers/presets/llama-server.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { spawnMockServer } from '../../src/mock-server/index.ts'
import { processesWith, remainingLoadHosts, remainingWith } from '../support/load-processes.ts'
import { configFile, hasStories, makeProject, type Project, storiesModel } from '../support/project.ts'
import { runVitest, startVitest } from '../support/vitest.ts'

/** A server of a few lines, with the mock server inside: what a person might start as a command. */
const tiny = `
import { startMockServer } from 'vitest-llm-bench/mock-server'
const port = Number(process.argv.at(-1))
await startMockServer({ port, ttft: 5, interToken: 1, metrics: 'llama-server', models: ['tiny-one'] })
console.log('serving on ' + port)
`

function benchOf(requests: number): string {
  return `
import { concurrent, expect, test } from 'vitest-llm-bench'
const options = { command: process.execPath, args: ['tiny-server.js', '{port}'], name: 'tiny server', metrics: 'llama-server' }
test('served', async ({ bench, server }) => {
  const tiny = await server.command(options)
  const run = await bench('served', { load: concurrent(3), requests: ${requests}, warmup: 3 }, tiny.chat('Why?', { maxTokens: 4 })).run()
  expect(run.samples).toHaveLength(${requests})
})
test('again', async ({ bench, server }) => {
  const tiny = await server.command(options)
  await bench('again', { requests: 4, warmup: 0 }, tiny.chat('Why?', { maxTokens: 4 })).run()
})
`
}

function measuredOf(project: Project, name: string): Sample[] {
  const lines = project.journals().find(([header]) => header?.includes(`"name":"${name}"`)) ?? []
  return lines.slice(1).flatMap((line) => {
    const sample = JSON.parse(line) as Sample
    return sample.phase === 'measured' ? [sample] : []
  })
}

test('a server is started once, measured with its own figures beside, and ended with Vitest', async () => {
  await using project = makeProject({ 'tiny-server.js': tiny, 'served.bench.ts': benchOf(30) })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const served = project.report().runs.find(({ name }) => name === 'served')
  const again = project.report().runs.find(({ name }) => name === 'again')
  expect(served).toMatchObject({
    target: { kind: 'server', model: 'tiny-one', engine: 'tiny server' },
    requests: { attempted: 30, failed: 0 },
    tokens: { output: 120, source: 'usage' },
    server: { server: 'llama-server', generatedTokens: 120 },
  })
  expect(served?.startupMs).toBeGreaterThan(0)
  expect(served?.memory.peakRssBytes).toBeGreaterThan(1e6)
  // The very same process answers the second test.
  expect(again?.target.spec).toBe(served?.target.spec)
  expect(await remainingWith('tiny-server.js', served?.target.spec.split(':').at(-1)?.split('/')[0] ?? '')).toEqual([])
})

test('where the environment names a service, no server is started', async () => {
  await using running = await spawnMockServer({ ttft: 1, interToken: 1 })
  await using project = makeProject({ 'tiny-server.js': 'process.exit(9)', 'served.bench.ts': benchOf(10) })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'], { LLM_BENCH_URL: running.url })
  expect(exitCode, output).toBe(0)
  expect(project.report().runs[0]?.target).toMatchObject({ kind: 'endpoint', spec: running.url, model: 'mock-model' })
  expect(output).toContain(`tiny server is not started: ${running.url}, which runs already, is measured in its place`)
})

test('a server that cannot start is one line with what its log says', async () => {
  await using project = makeProject({
    'tiny-server.js': `console.error('out of memory: 70 GB needed'); process.exit(3)`,
    'served.bench.ts': benchOf(10),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toMatch(
    /LlmBenchError: tiny server ended with code 3 before it was ready; its log says: .*70 GB needed/,
  )
})

/** What is given, and what the message has; nothing of it starts a server. */
const refused: readonly [given: string, message: string][] = [
  ['llamaServer({})', 'server.llamaServer({ model }): undefined is not allowed here; give the path of a GGUF file'],
  ['llamaServer()', 'server.llamaServer(options): undefined is not allowed here; give { model, contextSize'],
  [
    "llamaServer({ model: './missing.gguf', contextsize: 8 })",
    'there is no option "contextsize"; did you mean "contextSize"?',
  ],
  [
    "llamaServer({ model: './missing.gguf' })",
    'missing.gguf"; give the path of a GGUF file, a name from the plugin\'s models, or synthetic:<shape>',
  ],
  [
    "llamaServer({ model: 'smal' })",
    'unknown model "smal" (the registry is empty); give the path of a GGUF file, a name from the plugin\'s models, or synthetic:<shape>',
  ],
  ["llamaServer({ model: 'hf:user/repository' })", 'a server is given a file'],
  [
    "command({ command: process.execPath, args: ['tiny-server.js'] }, { timeouts: 5 })",
    'endpoint({ timeouts }): there is no such option',
  ],
]

test('what a server cannot be started with is said in one line, options before files', async () => {
  const calls = refused.map(
    ([given, message], place) => `
  const error${place} = await server.${given}.catch((error) => error)
  expect.soft(error${place}).toMatchObject({ name: 'LlmBenchError', message: expect.stringContaining(${JSON.stringify(message)}) })`,
  )
  await using project = makeProject({
    'tiny-server.js': 'process.exit(9)',
    'refused.test.ts': `import { expect, test } from 'vitest-llm-bench'\ntest('refused', async ({ server }) => {${calls.join('')}\n})\n`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
})

test.for(['SIGKILL', 'SIGINT'] as const)(
  'after %s of Vitest in the middle of a load neither server nor load host is left',
  async (signal) => {
    await using project = makeProject({ 'tiny-server.js': tiny, 'served.bench.ts': benchOf(1_000_000) })
    // Something in its command line that no other project's server has.
    const mark = `--${project.folder.split('-').at(-1)}`
    project.write({
      'served.bench.ts': benchOf(1_000_000).replace(
        "['tiny-server.js', '{port}']",
        `['tiny-server.js', '${mark}', '{port}']`,
      ),
    })
    await using vitest = startVitest(project, ['bench', '--run'])
    const deadline = Date.now() + 60_000
    while (measuredOf(project, 'served').length < 20) {
      if (Date.now() > deadline) throw new Error(vitest.output())
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(processesWith('tiny-server.js', mark)).not.toEqual([])
    vitest.signal(signal)
    await vitest.ended
    expect(await remainingWith('tiny-server.js', mark)).toEqual([])
    expect(await remainingLoadHosts(project)).toEqual([])
  },
)

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
  expect(run?.engineTimings).not.toBeNull()
  expect(run?.memory.peakRssBytes).toBeGreaterThan(1e6)
  const samples = measuredOf(project, 'completion')
  const [known] = samples
  for (const { tokens, engine, text, chunkTimes } of samples) {
    expect(tokens).toMatchObject({ output: 24, source: 'usage' })
    // Its own timings count the first token to decoding or to the prompt, release by release.
    expect(Math.abs((engine?.decodeTokens ?? Number.NaN) - tokens.output)).toBeLessThanOrEqual(1)
    expect(engine?.promptTokens).toBeGreaterThan(0)
    expect(engine?.promptTokens).toBeLessThanOrEqual(tokens.input)
    expect(text).toBe(known?.text)
    expect(chunkTimes.length).toBeLessThanOrEqual(24)
  }
  expect(known?.text).toMatch(/^, there was a little girl named Lily/)
  expect(await remainingWith('llama-server', storiesModel, '--port')).toEqual([])
})
