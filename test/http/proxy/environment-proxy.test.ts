import { expect, test } from 'vitest'
import { environmentProxy } from '../../../src/http/proxy/environment-proxy.ts'

const proxies = { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: 'http://secure:2', ALL_PROXY: 'http://all:3' }

function chosen(url: string, environment: Readonly<Record<string, string>>): string | null {
  const proxy = environmentProxy(new URL(url), environment)
  return proxy === null ? null : `${proxy.from} ${proxy.url}`
}

test('the variable of the scheme goes first, the one in lower case before it, all_proxy last', () => {
  expect(chosen('http://a.test', proxies)).toBe('HTTP_PROXY http://plain:1')
  expect(chosen('https://a.test', proxies)).toBe('HTTPS_PROXY http://secure:2')
  expect(chosen('http://a.test', { ...proxies, http_proxy: 'lower:4' })).toBe('http_proxy http://lower:4')
  expect(chosen('https://a.test', { HTTP_PROXY: 'http://plain:1' })).toBeNull()
  expect(chosen('https://a.test', { all_proxy: 'all:3' })).toBe('all_proxy http://all:3')
  expect(chosen('http://a.test', { http_proxy: '', HTTP_PROXY: ' http://plain:1 ' })).toBe('HTTP_PROXY http://plain:1')
  expect(chosen('http://a.test', {})).toBeNull()
})

test('where a header could have set it, the variable in upper case is not read', () => {
  expect(chosen('http://a.test', { HTTP_PROXY: 'http://evil:1', REQUEST_METHOD: 'GET' })).toBeNull()
})

test('what is on this machine never goes through a proxy', () => {
  for (const host of [
    '127.0.0.1',
    '127.8.9.1',
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    '[::1]',
    '0.0.0.0',
    '[::]',
    '[::ffff:127.0.0.1]',
  ])
    expect(chosen(`http://${host}:8000/v1`, proxies), host).toBeNull()
  expect(chosen('http://10.0.0.1', proxies)).not.toBeNull()
})

test('no_proxy exempts hosts', () => {
  for (const [list, url] of [
    ['*', 'http://a.test'],
    ['a.test', 'http://a.test'],
    ['A.TEST', 'http://a.test'],
    ['a.test', 'http://b.a.test'],
    ['.a.test', 'http://a.test'],
    ['.a.test', 'http://b.a.test'],
    ['*.a.test', 'http://b.a.test'],
    ['x, a.test', 'http://a.test'],
    ['x a.test', 'http://a.test:8000'],
    ['a.test:8000', 'http://a.test:8000'],
    ['a.test:443', 'https://a.test'],
    ['10.1.2.3', 'http://10.1.2.3'],
    ['10.0.0.0/8', 'http://10.1.2.3:9'],
    ['fe80::/10', 'http://[fe80::1]'],
    ['[2001:db8::1]:8000', 'http://[2001:db8::1]:8000'],
    ['2001:db8::1', 'http://[2001:db8::1]'],
    ['a.test.', 'http://a.test'],
  ] as const)
    expect(chosen(url, { ...proxies, NO_PROXY: list }), `${list} ${url}`).toBeNull()
  for (const [list, url] of [
    ['a.test', 'http://ba.test'],
    ['b.a.test', 'http://a.test'],
    ['a.test:8000', 'http://a.test:9000'],
    ['a.test:80', 'https://a.test'],
    ['2.3', 'http://10.1.2.3'],
    ['10.0.0.0/8', 'http://11.1.2.3'],
    ['10.0.0.0/99', 'http://10.1.2.3'],
    ['', 'http://a.test'],
    [' , .', 'http://a.test'],
  ] as const)
    expect(chosen(url, { ...proxies, NO_PROXY: list }), `${list} ${url}`).not.toBeNull()
  expect(chosen('http://a.test', { ...proxies, no_proxy: 'b.test', NO_PROXY: 'a.test' })).not.toBeNull()
})
