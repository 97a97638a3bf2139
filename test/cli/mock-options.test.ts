import { expect, test } from 'vitest'
import { mockServerOptionNames } from '../../src/mock-server/index.ts'
import { mockOptionsConfig, mockOptionsOf } from '../../src/cli/mock-options.ts'

test('every option of the server has a name here', () => {
  const names = mockServerOptionNames
    .filter((name) => name !== 'tls')
    .map((name) => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`))
  expect(Object.keys(mockOptionsConfig).toSorted()).toEqual([...names, 'tls-cert', 'tls-key'].toSorted())
})

test('options are read as the server wants them', () => {
  const values = {
    port: '0',
    'prefix-cache': 'true',
    'line-end': 'crlf',
    metrics: 'off',
    faults: '[{"kind":"stall","share":0.1}]',
    models: 'a, b',
    'tool-call': true,
    text: '42',
  }
  expect(mockOptionsOf(values)).toEqual({
    port: 0,
    prefixCache: true,
    lineEnd: '\r\n',
    metrics: false,
    faults: [{ kind: 'stall', share: 0.1 }],
    models: ['a', 'b'],
    toolCall: true,
    text: '42',
  })
  expect(mockOptionsOf({ 'prefix-cache': '0.5' })).toEqual({ prefixCache: 0.5 })
})
