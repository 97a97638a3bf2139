import { expect, test } from 'vitest'
import { isOptions } from '../../src/option-check/is-options.ts'

const { proxy: revoked, revoke } = Proxy.revocable({}, {})
revoke()

test('an object holds options, with a class or without', () => {
  class Options {
    of = 'ttft'
  }
  for (const given of [{}, Object.create(null), new Options()]) expect(isOptions(given)).toBe(true)
})

test('nothing else does, and nothing is thrown', () => {
  const others = ['ttft', '', 5, null, undefined, true, [], ['of'], () => 1, new Map(), new Date(), /a/u, revoked]
  for (const given of [...others, new URL('http://a'), new Set(), Promise.resolve()]) {
    expect(isOptions(given)).toBe(false)
  }
})
