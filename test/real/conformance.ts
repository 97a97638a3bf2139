import { createOllamaModel } from '../../scripts/real-servers/ollama-model.ts'
import { programOf } from '../../scripts/real-servers/programs.ts'
import type { ServerCall } from '../../scripts/real-servers/server-call.ts'
import { writeToolsForm } from '../../scripts/real-servers/tools-form.ts'
import { type SpawnedMockServer, spawnMockServer } from '../../src/mock-server/index.ts'
import { freePort } from '../../src/servers/life/free-port.ts'
import { makeProject, type Project } from '../support/project.ts'
import { type CheckName, checks } from './checks.ts'
import { type RecordingProxy, recordingProxy } from './recording-proxy.ts'
import { backendPlaces, type CaseContext, type ServerCase } from './server-case.ts'

/** A project whose bench file has the list for one server. */
export interface Conformance extends AsyncDisposable {
  readonly project: Project
  readonly proxy: RecordingProxy
}

const head = `import { concurrent, test } from 'vitest-llm-bench'\n`
// Far apart: a proxy and a client on a busy machine are late by some milliseconds each.
const mockOptions = { ttft: 20, interToken: 25, tokens: 30 }

/** Longest time that a server may take to start and answer one check, in milliseconds. */
const longestMs = 900_000

/** Writes the project of a server: one run for each check, and one without an end. */
export async function conformanceOf(wanted: ServerCase): Promise<Conformance> {
  const mocks = await Promise.all(
    Array.from({ length: wanted.mocks ?? 0 }, async () => await spawnMockServer(mockOptions)),
  )
  const proxy = await recordingProxy()
  const project = makeProject({})
  const { folder } = project
  const behind = mocks.map(({ url }: SpawnedMockServer) => url)
  const context = { program: programOf, folder, behind, freePort: await freePort() }
  const started = startOf(wanted, context)
  const all = (Object.keys(checks) as CheckName[]).filter((name) => wanted.lacks[name] === undefined)
  writeToolsForm(folder)
  project.write({
    ...wanted.files,
    'list.bench.ts': `${head}${all.map((name) => testOf(name, started, wanted, proxy)).join('')}`,
    'endless.bench.ts': `${head}
test('endless', { timeout: ${longestMs} }, async ({ bench, server }) => {
  ${started}
  await bench('endless', { load: concurrent(2), requests: 1_000_000, warmup: 0 }, started.chat('Hi', { maxTokens: 4 })).run()
})
`,
  })
  if (wanted.needs[0] === 'ollama') await createOllamaModel(programOf('ollama'), folder)
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

/** Statements that start a server, as `started`, and what it stands before, as `backend`. */
function startOf({ backend, start }: ServerCase, context: CaseContext): string {
  const behind = backend === undefined ? '' : `const backend = await ${textOf(backend(context))}\n  `
  const started = textOf(start(context))
    .replaceAll(JSON.stringify(backendPlaces.url), 'backend.url')
    .replaceAll(JSON.stringify(backendPlaces.origin), 'new URL(backend.url).origin')
  return `${behind}const started = await ${started}`
}

function textOf({ preset, options, endpoint = {} }: ServerCall): string {
  return `server.${preset}(${JSON.stringify(options)}, ${JSON.stringify(endpoint)})`
}

function testOf(name: CheckName, started: string, { counts, backend }: ServerCase, { url }: RecordingProxy): string {
  const { options, request } = checks[name]
  const counted = backend === undefined ? 'started' : 'backend'
  const metrics = counts ? `metrics: new URL('/metrics', ${counted}.url).href, ` : 'metrics: false, '
  const key = started.includes('sk-of-the-test') ? "apiKey: 'sk-of-the-test', " : ''
  // Several clients ask the server itself, as a user's would.
  const target =
    name === 'clients'
      ? 'started'
      : `endpoint(started.url.replace(/^http:\\/\\/[^:]+:/, '${url}/'), { model: started.model, ${metrics}${key}` +
        `headers: { 'x-check': ${JSON.stringify(name)} } })`
  return `
test(${JSON.stringify(name)}, { timeout: ${longestMs} }, async ({ bench, server, endpoint }) => {
  ${started}
  await bench(${JSON.stringify(name)}, ${options}, (${target}).chat(${request})).run()
})
`
}
