import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, tripped } from '../support/endpoint-checks.ts'

test('chunks that hold several tokens make their gaps no times between tokens', () => {
  const fewer = soundAnswers(60, 200, undefined, { output: 16, chunks: 8, gap: 10 })
  expect(tripped(endpointHeader(), fewer)).toEqual({ 'chunk-not-token': 'warning' })
  expect(found('chunk-not-token', endpointHeader(), fewer)?.protects).toEqual(['interChunk'])
})
