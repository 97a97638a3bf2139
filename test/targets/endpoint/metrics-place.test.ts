import { expect, test } from 'vitest'
import { metricsPlace } from '../../../src/targets/endpoint/metrics-place.ts'

const how = { proxy: undefined, where: 'endpoint({ metrics })' }

test.for([
  ['http://127.0.0.1:8000/v1', null],
  ['http://127.0.0.1:8000', null],
  ['http://127.0.0.1:8000/', null],
  ['http://127.0.0.1:8000/gpu7/v1/', 'http://127.0.0.1:8000/gpu7/metrics'],
  ['http://127.0.0.1:8000/a/b', 'http://127.0.0.1:8000/a/b/metrics'],
] as const)('of %s they are at the origin, and beside its path at %s', ([url, beside]) => {
  expect(metricsPlace(url, undefined, how)).toMatchObject({ url: 'http://127.0.0.1:8000/metrics', beside })
})

test('an address that was given is the only one', () => {
  expect(metricsPlace('http://127.0.0.1:8000/gpu7/v1', '/m', how)).toMatchObject({
    url: 'http://127.0.0.1:8000/m',
    beside: null,
    isGiven: true,
  })
})
