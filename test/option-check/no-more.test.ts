import { expect, test } from 'vitest'
import { noMore } from '../../src/option-check/no-more.ts'
import { thrownBy } from './messages.ts'

test('nothing, or undefined, may stand after the arguments', () => {
  noMore('burst(requests)', [])
  noMore('burst(requests)', [undefined, undefined])
})

test.for<[string, unknown[], string]>([
  [
    'burst(requests)',
    [{ of: 1 }],
    'burst(requests): a further argument, { of: 1 }, is not allowed here; give only requests',
  ],
  [
    'rate(perSecond, options)',
    [undefined, 5],
    'rate(perSecond, options): a further argument, 5, is not allowed here; give only perSecond, options',
  ],
  ['call()', [null], 'call(): a further argument, null, is not allowed here; give none'],
])('%#: anything else is refused in one line', ([call, more, message]) => {
  expect(thrownBy(() => noMore(call, more))).toMatchObject({ code: 'invalid-option', message })
})

test('what may be a key is not shown', () => {
  const error = thrownBy(() => noMore('endpoint(url, options)', ['sk-1234'], { code: 'invalid-workload' }))
  expect(error).toMatchObject({ code: 'invalid-workload' })
  expect(String(error)).not.toContain('sk-1234')
  expect(String(thrownBy(() => noMore('endpoint(url, options)', [{ apiKey: 'sk-1234' }])))).not.toContain('sk-1234')
})
