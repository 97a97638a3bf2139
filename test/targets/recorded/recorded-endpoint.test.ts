import { expect, test } from 'vitest'
import { resolveEndpoint } from '../../../src/targets/endpoint/resolve-endpoint.ts'
import { refuseRecorded } from '../../../src/targets/recorded/recorded-endpoint.ts'
import type { RequestDefinition } from '../../../src/workload/request-definition.ts'

const requests = (kind: RequestDefinition['kind']): RequestDefinition => ({
  kind,
  prompts: [],
  sampling: { maxTokens: 0, temperature: 0, seed: 0, ignoreEos: false },
})
const url = 'http://127.0.0.1:8000/v1'

test('vectors and scores are neither recorded nor replayed: one line has the option, the file and the way out', () => {
  const recording = resolveEndpoint({ url, record: 'recordings/api.jsonl' })
  expect(() => refuseRecorded(recording, requests('embedding'))).toThrow(
    'endpoint(url, { record }): "recordings/api.jsonl" beside embed(), of whose vectors there are no recordings, ' +
      'is not allowed here; give an endpoint without it for embed(); chat() and complete() are recorded',
  )
  const replaying = resolveEndpoint({ url, replay: 'recordings/api.jsonl' })
  expect(() => refuseRecorded(replaying, requests('rerank'))).toThrow(
    'endpoint(url, { replay }): "recordings/api.jsonl" beside rerank(), of whose scores there are no recordings, ' +
      'is not allowed here; give an endpoint without it for rerank(); chat() and complete() are recorded',
  )
})

test('an endpoint of its own is measured as ever', () => {
  expect(() => refuseRecorded(resolveEndpoint({ url }), requests('embedding'))).not.toThrow()
})
