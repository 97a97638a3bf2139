import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-prices-'))
const program = join(import.meta.dirname, '../../../dist/src/cli/main.js')

afterAll(() => rmSync(folder, { recursive: true }))

async function llmBench(...words: string[]) {
  const { all, exitCode } = await execa('node', [program, 'prices', ...words], {
    env: { LLM_BENCH_CACHE: folder },
    all: true,
    reject: false,
  })
  return { text: all, exitCode }
}

const own = {
  id: 'openai',
  name: 'OpenAI',
  api_pattern: '.*',
  model_match: { starts_with: 'our-' },
  models: [
    {
      id: 'our-model',
      match: { equals: 'our-model' },
      prices: [
        { prices: { input_mtok: 1, output_mtok: 4 } },
        {
          constraint: { type: 'start_date', start_date: '2026-01-01' },
          prices: { input_mtok: { base: 2, tiers: [{ start: 200_000, price: 3 }] }, output_mtok: 8 },
        },
      ],
    },
  ],
}

test('a model has its prices shown; an update is used until it is reset, and said', async () => {
  const before = await llmBench('gpt-4o')
  expect(before.exitCode).toBe(0)
  expect(before.text).toContain('OpenAI gpt-4o (openai:gpt-4o), @pydantic/genai-prices ')
  expect(before.text).toMatch(/^ {2}input +\$2\.5 a million tokens$/mu)
  expect(before.text).toContain('batch and flex: unknown')

  const file = join(folder, 'list.json')
  writeFileSync(file, JSON.stringify([own]))
  const updated = await llmBench('update', '--from', file)
  expect(updated.text).toMatch(/^prices of 1 providers, fetched \d{4}-\d\d-\d\d from /u)
  const after = await llmBench('openai:our-model')
  expect(after.text).toMatch(/@pydantic\/genai-prices \d+\.\d+\.\d+, data of \d{4}-\d\d-\d\d\n/u)
  expect(after.text).toContain('in force since 2026-01-01')
  expect(after.text).toMatch(/^ {2}input +\$2 a million tokens; \$3 above 200,000 input tokens$/mu)
  await llmBench('reset')
  expect(await llmBench('openai:our-model')).toMatchObject({
    exitCode: 2,
    text: expect.stringContaining('has no price of "openai:our-model"; name its provider too') as unknown,
  })
})

test('an update is downloaded, and no key or password of its address is kept or shown', async () => {
  const server = createServer((request, response) =>
    response.end(request.url === '/list.json?key=key-of-ours' ? JSON.stringify([own]) : '[]'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const updated = await llmBench('update', '--from', `http://127.0.0.1:${port}/list.json?key=key-of-ours`)
    expect(updated.text).toContain(`from http://127.0.0.1:${port}/list.json?…`)
    expect((await llmBench('openai:our-model')).exitCode).toBe(0)
    const kept = readFileSync(join(folder, 'prices', 'genai-prices.json'), 'utf8')
    expect(kept).toContain(`127.0.0.1:${port}/list.json`)
    expect(updated.text + kept).not.toContain('key-of-ours')
    const refused = await llmBench('update', '--from', `http://user:password-of-ours@127.0.0.1:${port}/list.json`)
    expect(refused.text).toContain('an address must have no user and no password in it; prices stay as they were')
    expect(refused.text).not.toContain('password-of-ours')
  } finally {
    await llmBench('reset')
    await new Promise((resolve) => server.close(resolve))
  }
})

test('what cannot be fetched is said in one line, and changes nothing', async () => {
  const offline = await llmBench('update', '--from', 'http://127.0.0.1:9/data.json')
  expect(offline).toMatchObject({ exitCode: 2 })
  expect(offline.text.split('\n')).toHaveLength(1)
  expect(offline.text).toContain('could not be fetched from "http://127.0.0.1:9/data.json"')
  expect(offline.text).toContain('prices stay as they were. Offline, give a copy')
  const file = join(folder, 'broken.json')
  writeFileSync(file, '[{"id":"x","models":[{"id":"y","prices":[{"constraint":{"a":1}}]}]}]')
  expect((await llmBench('update', '--from', file)).text).toContain(
    'is no price list that @pydantic/genai-prices takes',
  )
  expect((await llmBench('gpt-4o')).text).not.toContain('data of')
})

test.each([
  [[], 'llm-bench prices: nothing is not allowed here; give the name of one model'],
  [['gpt-4o', 'gpt-5'], 'llm-bench prices: "gpt-5" is not allowed here'],
  [['gpt-4o', '--from', 'x'], 'llm-bench prices --from: it is not allowed here; give update --from'],
])('%j is refused', async (words, message) => {
  expect((await llmBench(...words)).text).toContain(message)
})
