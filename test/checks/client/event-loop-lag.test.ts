import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { conditions, found, sound } from '../support/endpoint-checks.ts'

test('a lag that spoils nothing but the gaps between chunks protects only them', () => {
  const gaps = found('event-loop-lag', endpointHeader(), sound, conditions({ lagP99Ms: 1.5 }))
  expect(gaps).toMatchObject({ status: 'invalid', protects: ['interChunk'] })
  expect(found('event-loop-lag', endpointHeader(), sound, conditions({ lagP99Ms: 0.4 }))).toMatchObject({
    status: 'warning',
    protects: ['interChunk'],
  })
  expect(found('event-loop-lag', endpointHeader(), sound, conditions({ lagP99Ms: 20 }))?.protects).toContain('ttft')
})
