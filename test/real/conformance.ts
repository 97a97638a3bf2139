import { execa } from 'execa'
import { type SpawnedMockServer, spawnMockServer } from '../../src/mock-server/index.ts'
import { installedProgram } from '../../scripts/real-servers/places.ts'
import { freePort } from '../../src/servers/life/free-port.ts'
import { makeProject, type Project } from '../support/project.ts'
import { type CheckName, checks } from './checks.ts'
import { type RecordingProxy, recordingProxy } from './recording-proxy.ts'
import type { ServerCase } from './server-cases.ts'

/** A project whose bench file has the list for one server. */
export interface Conformance extends AsyncDisposable {
  readonly project: Project
  readonly proxy: RecordingProxy
}

const head = `
import { concurrent, test } from 'vitest-llm-bench'
import { createServer } from 'node:net'
const offline = { HF_HUB_OFFLINE: '1', HF_HUB_CACHE: process.cwd(), OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})
`

/** Longest time that a server may take to start and answer one check, in milliseconds. */
const longestMs = 400_000

/** Writes the project of a server: one run for each check, and one without an end. */
export async function conformanceOf(wanted: ServerCase): Promise<Conformance> {
  const program = installedProgram(wanted.name)
  if (program === null) throw new Error(`${wanted.name} is not installed`)
  const mocks = await Promise.all(
    Array.from({ length: wanted.behind }, async () => await spawnMockServer({ ttft: 20, interToken: 5, tokens: 30 })),
  )
  const proxy = await recordingProxy()
  const project = makeProject({})
  const context = { program, folder: project.folder, behind: mocks.map(({ url }: SpawnedMockServer) => url) }
  const started = wanted.start(context)
  const all = (Object.keys(checks) as CheckName[]).filter((name) => wanted.lacks[name] === undefined)
  project.write({
    ...wanted.files(context),
    'list.bench.ts': `${head}${all.map((name) => testOf(name, started, wanted, proxy)).join('')}`,
    'endless.bench.ts': `${head}
test('endless', { timeout: ${longestMs} }, async ({ bench, server }) => {
  const target = await ${started}
  await bench('endless', { load: concurrent(2), requests: 1_000_000, warmup: 0 }, target.chat('Hi', { maxTokens: 4 })).run()
})
`,
  })
  if (wanted.name === 'ollama') await createOllamaModel(program, project.folder)
  return {
    project,
    proxy,
    async [Symbol.asyncDispose]() {
      await project[Symbol.asyncDispose]()
      await proxy[Symbol.asyncDispose]()
      await Promise.all(mocks.map(async (mock) => await mock.close()))
    },
  }
}

function testOf(name: CheckName, started: string, { tells }: ServerCase, { url }: RecordingProxy): string {
  const { options, request } = checks[name]
  const metrics = tells === 'nothing' ? '' : "metrics: new URL('/metrics', started.url).href, "
  const key = started.includes('sk-of-the-test') ? "apiKey: 'sk-of-the-test', " : ''
  // Several clients ask the server itself, as a user's would.
  const target =
    name === 'clients'
      ? 'started'
      : `endpoint(started.url.replace(/^http:\\/\\/[^:]+:/, '${url}/'), { model: started.model, ${metrics}${key}` +
        `headers: { 'x-check': ${JSON.stringify(name)} } })`
  return `
test(${JSON.stringify(name)}, { timeout: ${longestMs} }, async ({ bench, server, endpoint }) => {
  const started = await ${started}
  await bench(${JSON.stringify(name)}, ${options}, (${target}).chat(${request})).run()
})
`
}

/** Has an Ollama of its own make the model, before the one that is measured reads it. */
async function createOllamaModel(program: string, folder: string): Promise<void> {
  const host = `127.0.0.1:${await freePort()}`
  const env = { OLLAMA_HOST: host, OLLAMA_MODELS: `${folder}/models`, OLLAMA_NO_CLOUD: '1' }
  const serving = execa(program, ['serve'], { env, stdio: 'ignore', reject: false })
  try {
    for (let left = 100; left > 0; left--) {
      const answered = await fetch(`http://${host}/api/version`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (answered) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await execa(program, ['create', 'smol', '-f', 'Modelfile'], { env, cwd: folder, timeout: 120_000 })
  } finally {
    serving.kill()
    await serving
  }
}
