import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

const fast = { ttft: 2, interToken: 1, tokens: 6, text: 'one two three four five six' }

test('fields that a server refuses are left out or renamed before anything is measured, and recorded', async () => {
  await using server = await spawnMockServer({
    ...fast,
    usage: 'always',
    refuseFields: { max_tokens: 'openai', temperature: 'openai', stream_options: 'pydantic' },
  })
  const url = JSON.stringify(server.url)
  const bench = (name: string, options: string, endpoint = url): string =>
    testOf(
      name,
      `
  const run = await bench('${name}', { ${options} }, endpoint(${endpoint}).chat('Why?', { maxTokens: 4 })).run()
  expect(run.samples.map(({ state, text }) => [state, text])).toEqual(run.samples.map(() => ['completed', 'one two three four']))
  expect(run.samples.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(run.samples.map((_, i) => i + ${options.includes('warmup: 0') ? 0 : 'run.record.warmup.requests'}))`,
    )
  await using project = makeProject({
    'fields.bench.ts': [
      imports,
      bench('cold', 'requests: 5, warmup: 0'),
      bench('again', 'requests: 5'),
      bench('known', 'requests: 5, warmup: 0', `{ url: ${url}, hosts: 2 }`),
      testOf(
        'two hosts',
        `
  const api = endpoint({ url: ${url}, model: 'mock-model', hosts: 2 })
  const run = await bench('two hosts', { requests: 12, warmup: 0, load: concurrent(4) }, api.chat('Why?', { maxTokens: 4 })).run()
  expect(run.record.requests).toMatchObject({ attempted: 12, succeeded: 12 })`,
      ),
      testOf(
        'asked',
        `
  const api = endpoint({ url: ${url}, fields: { max_tokens: 'max_completion_tokens', temperature: false, stream_options: false } })
  await bench('asked', { requests: 3, warmup: 0 }, api.complete('Why?', { maxTokens: 4 })).run()`,
      ),
      testOf(
        'compared',
        `
  const of = (model) => bench(model ?? 'first', { requests: 4, warmup: 0 }, endpoint({ url: ${url}, model, timeout: 9000 }).complete('Why?', { maxTokens: 4 }))
  await bench.compare(of(), of('mock-model'))`,
      ),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const learned = [
    { name: 'max_tokens', sentAs: 'max_completion_tokens', because: 'refused' },
    { name: 'stream_options', sentAs: null, because: 'refused' },
    { name: 'temperature', sentAs: null, because: 'refused' },
  ]
  for (const name of ['cold', 'again', 'known', 'two hosts', 'first', 'mock-model']) {
    const { target, requests, checks } = runOf(project, name)
    expect(target.fields, name).toEqual(learned)
    expect(requests.failed).toBe(0)
    expect(checks.find(({ id }) => id === 'request-fields')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('temperature'),
    })
  }
  expect(runOf(project, 'asked').target.fields).toMatchObject(
    learned.map(({ name, sentAs }) => ({ name, sentAs, because: 'option' })),
  )
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toContain('max_tokens as max_completion_tokens (refused by the server)')
})

test('a field that would change the work is never left out: the failure leads to the option', async () => {
  await using eos = await spawnMockServer({ ...fast, refuseFields: { ignore_eos: 'pydantic' } })
  await using own = await spawnMockServer({ ...fast, refuseFields: { response_format: 'openai', seed: 'openai' } })
  const [one, other] = [JSON.stringify(eos.url), JSON.stringify(own.url)]
  const ask = (name: string, endpoint: string, options: string): string =>
    testOf(
      name,
      `await bench('${name}', { requests: 3 }, endpoint(${endpoint}).chat('Why?', { maxTokens: 4, ${options} })).run()`,
    )
  await using project = makeProject({
    'refused.bench.ts': [
      imports,
      ask('eos', one, 'ignoreEos: true'),
      ask('without', `{ url: ${one}, fields: { ignore_eos: false } }`, 'ignoreEos: true'),
      ask('body', other, `body: { response_format: { type: 'json_object' } }`),
      ask('kept', `{ url: ${other}, fields: { seed: 'seed' } }`, 'temperature: 1'),
      ask('clash', `{ url: ${other}, fields: { max_tokens: 'n_predict' } }`, 'body: { n_predict: 3 }'),
      testOf('former', `endpoint({ url: ${other}, limitField: 'max_tokens' })`),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('5 failed | 1 passed')
  for (const text of [
    /bench "eos": none of \d+ requests succeeded \(http-status: status 422: .*; ask without ignoreEos, or leave it out: endpoint\(\{ fields: \{ ignore_eos: false \} \}\)\)/,
    /status 400: Unsupported parameter: 'response_format' .*; leave it out: endpoint\(\{ fields: \{ response_format: false \} \}\)/,
    /status 400: Unsupported parameter: 'seed' .*; leave it out: endpoint\(\{ fields: \{ seed: false \} \}\)/,
    /chat\(messages, \{ body\.n_predict \}\): this field, under whose name max_tokens is sent, is not allowed here/,
    /endpoint\(\{ limitField \}\): "max_tokens" is not allowed here; give fields: \{ max_tokens: "max_tokens" \}/,
  ]) {
    expect(output.replaceAll(/\s+/g, ' ')).toMatch(text)
  }
  expect(runOf(project, 'without').target.fields).toEqual([{ name: 'ignore_eos', sentAs: null, because: 'option' }])
})
