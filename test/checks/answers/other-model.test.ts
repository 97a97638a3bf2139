import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import type { CompletedSample, Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, failedRequest } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

function asking(name: string, aliases: readonly string[] = []): RunHeader {
  const header = endpointHeader()
  return { ...header, facts: { ...header.facts, asked: { name, aliases } } }
}

/** Sound answers, the first `count` of them by another model. */
function named(model: string, other = model, count = 0): Sample[] {
  return (sound as readonly CompletedSample[]).map((sample, place) =>
    Object.assign({}, sample, { model: place < count ? other : model }),
  )
}

test('answers of another model than was asked for leave every claim open', () => {
  expect(tripped(asking('big'), named('small'))).toEqual({ 'other-model': 'invalid' })
  const check = found('other-model', asking('big'), named('small'))
  expect(check?.protects).toEqual(['all'])
  expect(check?.message).toMatch(
    /^all 60 answers name another model than "big", which was asked for: "small"; .*answersAs/,
  )
})

test('a gateway that fell back now and then is told with its share', () => {
  const check = found('other-model', asking('gpt-4o'), named('gpt-4o-2024-08-06', 'gpt-4o-mini', 15))
  expect(check).toMatchObject({
    status: 'invalid',
    message: expect.stringMatching(/^15 of 60 answers name another model than "gpt-4o".*: "gpt-4o-mini" 15 \(25 %\);/),
  })
  expect(found('other-model', asking('gpt-4o'), named('gpt-4o', 'gpt-4o-mini', 2))?.status).toBe('warning')
})

test('a name that is only more exact, an alias and names that were declared are no others', () => {
  expect(found('other-model', asking('gpt-4o'), named('gpt-4o-2024-08-06'))).toMatchObject({
    status: 'ok',
    message: 'every answer that names its model names "gpt-4o-2024-08-06"',
  })
  expect(found('other-model', asking('openrouter/auto'), named('small'))?.status).toBe('ok')
  expect(found('other-model', asking('fast', ['small']), named('small'))?.status).toBe('ok')
  expect(found('other-model', asking('prod', ['*']), named('small'))?.status).toBe('ok')
})

test('several models behind one alias are mixed figures', () => {
  expect(found('other-model', asking('openrouter/auto'), named('small', 'tiny', 20))).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/^the answers name 2 models, .*: "small" 40 \(66.7 %\), "tiny" 20 \(33.3 %\);/),
  })
})

test('without names there is nothing to say, and failures name nobody', () => {
  expect(found('other-model', asking('big'), sound)).toBeUndefined()
  expect(found('other-model', asking('big'), named('unknown'))).toBeUndefined()
  const failed = { ...failedRequest(0, 'server-error', 'x'), model: 'small' }
  expect(found('other-model', asking('big'), [...sound, failed])).toBeUndefined()
})

test('a name that is no name is cut, and has no control characters', () => {
  const message = found('other-model', asking('big'), named(`\u001B]52;c;aGk=\u0007${'x\u202E'.repeat(100)}`))?.message
  expect(message).toMatch(/: "x+…x*";/)
})
