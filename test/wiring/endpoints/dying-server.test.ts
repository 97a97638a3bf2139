import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

/** A server that ends at its eightieth request, and says why in its log. */
const dying = `
import { createServer } from 'node:http'
let asked = 0
createServer((request, response) => {
  if (request.method === 'GET') return response.end('{"data":[{"id":"tiny"}]}')
  if (++asked === 80) {
    console.error('out of memory: 70 GB are needed')
    process.exit(Number(process.argv[3] ?? 1))
  }
  request.resume()
  response.setHeader('content-type', 'text/event-stream')
  response.write('data: {"choices":[{"delta":{"content":"a"}}]}\\n\\n')
  setTimeout(() => {
    const usage = { prompt_tokens: 3, completion_tokens: 1 }
    response.write('data: ' + JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }], usage }) + '\\n\\n')
    response.end('data: [DONE]\\n\\n')
  }, 5)
}).listen(Number(process.argv[2]), '127.0.0.1')
`

const bench = (exitCode: number): string => `
import { concurrent, expect, test } from 'vitest-llm-bench'
const options = { command: process.execPath, args: ['dying.mjs', '{port}', '${exitCode}'], name: 'mayfly' }
const handle = {}
test('first', async ({ bench, server }) => {
  handle.server = await server.command(options)
  await bench('first', { load: concurrent(2), requests: 500, warmup: 2 }, handle.server.chat('Why?', { maxTokens: 8 })).run()
})
test('the dead one', async ({ bench }) => {
  await bench('dead', { requests: 3 }, handle.server.chat('Why?', { maxTokens: 8 })).run()
})
test('another', async ({ bench, server }) => {
  const fresh = await server.command(options)
  const run = await bench('another', { requests: 5 }, fresh.chat('Why?', { maxTokens: 8 })).run()
  expect(run.record.requests.succeeded).toBe(5)
})
`

test.for([1, 0])('a server that ends with code %i under a measurement fails its test, not the next', async (code) => {
  await using project = makeProject({ 'dying.mjs': dying, 'a.bench.ts': bench(code) })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  const obituary = new RegExp(`mayfly ended with code ${code}; .*70 GB are needed.*; finished requests are kept`)
  expect(output.match(new RegExp(obituary, 'g'))?.length, output).toBeGreaterThanOrEqual(2)
  expect(output).toContain('2 failed | 1 passed')
  const { complete, runs } = project.report()
  expect(complete).toBe(false)
  const first = runs.find(({ name }) => name === 'first')
  expect(first).toMatchObject({ state: 'partial', load: { endedBy: 'crash' }, error: expect.stringMatching(obituary) })
  expect(first?.requests.succeeded).toBeGreaterThan(70)
  expect(runs.find(({ name }) => name === 'another')).toMatchObject({ state: 'complete' })
})
