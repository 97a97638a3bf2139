import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { chunk, delta, event, lastChunk, plain, streamHead } from '../../http/support/messages.ts'
import { RST, scriptedServer, type Step } from '../../http/support/scripted-server.ts'
import { makeProject, type Project } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const key = 'sk-7f3aQz-LMno+pq/42=='
const tenant = 'tenant-Jx9-very-private'
const [host, password] = ['X-Api-Token', 'pw_5521-hidden']
const secrets = [key, tenant, password, encodeURIComponent(key), Buffer.from(key).toString('base64')]

/** Everything a project's run left behind, the installed packages apart. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
}

function textOf(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')
}

function leaksIn(project: Project, output: string): string[] {
  const texts = [
    ['the terminal', output] as const,
    ...filesOf(project.folder).map((path) => [path, textOf(path)] as const),
  ]
  return texts.flatMap(([where, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${where}`),
  )
}

/** Answers that say back what they were sent, each in another place. */
function echoing(request: string): readonly Step[] {
  const number = Number(/case (\d+)\./.exec(request)?.[1] ?? -1)
  const sent = `${key} ${tenant} ${password} Bearer ${key} ${encodeURIComponent(key)}`
  if (request.startsWith('GET /v1/models')) {
    return [plain('{"data":[{"id":"tiny"}]}', '200 OK', `content-type: application/json\r\nserver: proxy for ${key}`)]
  }
  if (request.startsWith('GET')) return [plain('not found', '404 Not Found')]
  if (number < 0) return [plain(JSON.stringify({ error: { message: `there is no model ${key}` } }), '404 Not Found')]
  const token = chunk(delta({ content: 'a' }))
  const failures: readonly (readonly Step[])[] = [
    [streamHead, token, chunk(delta({}, 'stop') + event('[DONE]')), lastChunk],
    [plain(JSON.stringify({ error: { message: `Incorrect API key provided: ${sent}` } }), '401 Unauthorized')],
    [plain(`no such user ${sent}`, '403 Forbidden', 'content-type: text/plain')],
    [plain('', `500 Failed for ${key}`)],
    [
      plain(
        '',
        '302 Found',
        `location: http://${encodeURIComponent(key).toLowerCase()}.example/?key=${encodeURIComponent(key)}`,
      ),
    ],
    [streamHead, token, chunk(event({ error: { message: `quota of ${sent} used up` } })), lastChunk],
    [streamHead, token, chunk(`data: {"choices":[${sent}\n\n`), lastChunk],
    [plain(`<html>${sent}</html>`, '200 OK', 'content-type: text/html')],
    [plain(JSON.stringify({ answer: sent }))],
    [plain(JSON.stringify({ detail: `Bearer ${key}` }), '422 Unprocessable Entity')],
    [streamHead, token, 5, RST],
    [5, RST],
    [`SSH-2.0-${key}\r\n\r\n`],
  ]
  return failures[number] ?? []
}

test('a key and a secret header are in no file and in no line of a run whose server says them back', async () => {
  await using server = await scriptedServer(echoing)
  const endpoint = `endpoint({ url: ${JSON.stringify(server.url)}, apiKey: process.env.KEY, headers: { 'X-Tenant': process.env.TENANT, ${JSON.stringify(host)}: process.env.PASSWORD }, timeout: { firstToken: 400, stall: 400 } })`
  const prompts = JSON.stringify(
    Array.from({ length: 14 }, (_, index) => [{ role: 'user', content: `case ${index}.` }]),
  )
  await using project = makeProject({
    'secrets.bench.ts': `
import { concurrent, expect, test } from 'vitest-llm-bench'
test('echo', async ({ bench, endpoint }) => {
  const run = await bench('echo', { load: concurrent(4), requests: 56, warmup: 14 }, ${endpoint}.chat(${prompts}, { maxTokens: 4, nonce: false })).run()
  console.log(run.samples.map((sample) => (sample.state === 'failed' ? sample.failure.message : sample.text)).join('\\n'))
  expect(run).toHaveSuccessRateAbove(0.5)
})
test('refused', async ({ bench, endpoint }) => {
  await bench('refused', { requests: 3, warmup: 1 }, ${endpoint}.chat('case 1.', { nonce: false })).run()
})
test('one', async ({ endpoint }) => {
  await ${endpoint}.chat('case 2.', { nonce: false })()
})
test('unknown', async ({ bench, endpoint }) => {
  await bench('unknown', { requests: 3 }, endpoint({ url: ${JSON.stringify(server.url)}, apiKey: process.env.KEY, model: process.env.KEY }).chat('Why?')).run()
})
test('option', async ({ endpoint }) => {
  endpoint({ url: ${JSON.stringify(server.url)}, apiKey: process.env.KEY, headers: { 'x-a': { value: process.env.TENANT } } })
})
`,
  })
  const env = { KEY: key, TENANT: tenant, PASSWORD: password }
  const args = [
    'bench',
    '--run',
    '--reporter=default',
    '--reporter=json',
    '--reporter=html',
    '--reporter=blob',
    '--outputFile.json=out.json',
    '--outputFile.html=html/index.html',
    '--outputFile.blob=blob/blob.json',
  ]
  const { output } = await runVitest(project, args, env)
  // It was sent, and every kind of failure is there to leak.
  const withoutKey = server.requests.filter((request) => !request.includes(`Bearer ${key}`))
  // Metrics are asked for without it.
  expect(withoutKey.map((request) => request.split(' HTTP', 1)[0])).toEqual(withoutKey.map(() => 'GET /metrics'))
  expect(server.requests.some((request) => request.includes(`x-tenant: ${tenant}`) && request.includes(password))).toBe(
    true,
  )
  expect(output).toContain('5 failed')
  expect(output).toContain('<secret>')
  const run = project.report().runs.find(({ name }) => name === 'echo')
  expect(Object.keys(run?.requests.failures ?? {}).toSorted()).toEqual([
    'first-token-timeout',
    'http-status',
    'malformed',
    'reset',
    'server-error',
  ])
  const files = filesOf(project.folder)
  for (const name of ['report.json', 'report.md', '.jsonl', '.log', 'out.json', 'blob.json']) {
    expect(
      files.some((path) => path.endsWith(name)),
      name,
    ).toBe(true)
  }
  expect(leaksIn(project, output)).toEqual([])
})

/** Good answers that say back what they were sent, in the name of the model too. */
function chatting(request: string): readonly Step[] {
  const said = [key, tenant, Buffer.from(`Bearer ${key}`).toString('base64'), Buffer.from(key).toString('hex')].join(
    ' ',
  )
  const named = { model: `proxied-${key}` }
  if (request.startsWith('GET /v1/models')) return [plain(JSON.stringify({ data: [{ id: named.model }] }))]
  if (request.startsWith('GET')) return [plain('not found', '404 Not Found')]
  const call = { index: 0, id: key, type: 'function', function: { name: tenant, arguments: JSON.stringify({ said }) } }
  const deltas = [{ content: said }, { reasoning_content: said }, { tool_calls: [call] }]
  const events = deltas.map((part) => event({ ...named, id: key, choices: [{ index: 0, delta: part }] }))
  const end = event({ ...named, system_fingerprint: key, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
  return [streamHead, ...events.map(chunk), chunk(end + event('[DONE]')), lastChunk]
}

test('a key that an answer or the name of a model says back is in no report, chart or journal', async () => {
  await using server = await scriptedServer(chatting)
  const options = `apiKey: process.env.KEY, headers: { 'X-Tenant': process.env.TENANT }`
  await using project = makeProject({
    'said.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('said', async ({ bench, endpoint }) => {
  const validate = ({ text, reasoning, toolCalls }) => text.includes('<secret>') && reasoning !== '' && toolCalls.length === 1 || text + reasoning
  const run = await bench('said', { requests: 6, warmup: 1 }, endpoint({ url: ${JSON.stringify(server.url)}, ${options} }).chat('Why?', { maxTokens: 4, validate })).run()
  console.log(JSON.stringify(run.samples), JSON.stringify(run.record.target))
  expect(run).toHaveSuccessRateAbove(0.99)
})
`,
  })
  const env = { KEY: key, TENANT: tenant, GITHUB_STEP_SUMMARY: join(project.folder, 'summary.md') }
  const { output } = await runVitest(project, ['bench', '--run'], env)
  const [run] = project.report().runs
  expect(run?.target.model).toBe('proxied-<secret>')
  expect(run?.requests).toMatchObject({ attempted: 6, succeeded: 6 })
  // It was asked for under its whole name all the same.
  expect(server.requests.some((request) => request.includes(`"model":"proxied-${key}"`))).toBe(true)
  expect(filesOf(project.folder).some((path) => path.endsWith('summary.md'))).toBe(true)
  expect(leaksIn(project, output)).toEqual([])
  expect(project.journals().flat().join('')).not.toMatch(/c2stN2YzYVF6|6b2d3766/)
})
