import { expect, test } from 'vitest'
import { endpointHeader, openHeader } from '../support/endpoint-samples.ts'
import { sound, tripped } from './support/endpoint-checks.ts'

test('a sound run against an endpoint trips nothing, closed or open', () => {
  expect(tripped(endpointHeader(), sound)).toEqual({})
  expect(tripped(openHeader(5), sound)).toEqual({})
})
