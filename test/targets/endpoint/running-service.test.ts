import { expect, test } from 'vitest'
import { runningService } from '../../../src/targets/endpoint/running-service.ts'

test('nothing named is nothing', () => {
  expect(runningService(null, {})).toBeNull()
  expect(runningService(null, { LLM_BENCH_URL: '' })).toBeNull()
  // A model or a key alone names no service.
  expect(runningService(null, { LLM_BENCH_MODEL: 'a', LLM_BENCH_API_KEY: 'b' })).toBeNull()
})

test('the environment goes before the configuration, whole', () => {
  const configured = { url: 'http://configured/v1', model: 'configured', apiKeyEnv: 'KEY' }
  expect(runningService(configured, { LLM_BENCH_URL: 'http://env/v1', KEY: 'secret' })).toEqual({
    url: 'http://env/v1',
  })
  expect(
    runningService(configured, { LLM_BENCH_URL: 'http://env/v1', LLM_BENCH_MODEL: 'env', LLM_BENCH_API_KEY: 'key' }),
  ).toEqual({ url: 'http://env/v1', model: 'env', apiKey: 'key' })
})

test('the configuration names a variable, never the key', () => {
  const configured = { url: 'http://configured/v1', model: 'm', apiKeyEnv: 'STAGING_KEY' }
  expect(runningService(configured, { STAGING_KEY: 'secret' })).toEqual({
    url: 'http://configured/v1',
    model: 'm',
    apiKey: 'secret',
  })
  expect(runningService({ url: 'http://configured/v1' }, {})).toEqual({ url: 'http://configured/v1' })
})

test.for([undefined, ''])('a variable that holds no key (%s) is named', (value) => {
  const configured = { url: 'http://configured/v1', apiKeyEnv: 'STAGING_KEY' }
  expect(() => runningService(configured, { STAGING_KEY: value })).toThrow(
    'llmBench({ endpoint.apiKeyEnv }): "STAGING_KEY" is not allowed here; give the name of an environment variable that is set',
  )
})

test.for([
  ['LLM_BENCH_URL', null, { LLM_BENCH_URL: 'localhost:8000' }],
  ['LLM_BENCH_URL', null, { LLM_BENCH_URL: 'nowhere' }],
  [String.raw`llmBench\(\{ endpoint\.url \}\)`, { url: 'ftp://host/v1' }, {}],
] as const)('what is no address is refused where it was said: %s', ([where, configured, environment]) => {
  expect(() => runningService(configured, environment)).toThrow(
    new RegExp(String.raw`^${where}: ".*" is not allowed here; give an address such as http://127\.0\.0\.1:8000/v1$`),
  )
})

test.for([
  ['me:hunter2@host/v1', '…@host/v1'],
  ['https://me:hunter2@exa mple.com/v1', 'https://…@exa mple.com/v1'],
  ['ftp://host/v1?key=hunter2', 'ftp://host/v1?…'],
] as const)('what is no address is shown without its password: %s', ([url, shown]) => {
  expect(() => runningService(null, { LLM_BENCH_URL: url })).toThrow(
    `LLM_BENCH_URL: "${shown}" is not allowed here; give`,
  )
})

test('the header of the key is named where the key is', () => {
  const configured = { url: 'http://configured/v1', apiKeyEnv: 'STAGING_KEY', apiKeyHeader: 'x-api-key' }
  expect(runningService(configured, { STAGING_KEY: 'k-1' })).toEqual({
    url: 'http://configured/v1',
    apiKey: 'k-1',
    apiKeyHeader: 'x-api-key',
  })
})
