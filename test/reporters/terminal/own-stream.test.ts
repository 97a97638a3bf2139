import { expect, test } from 'vitest'
import { ownStream, type StreamOwner } from '../../../reporters/terminal/own-stream.ts'

const output = { name: 'output' } as unknown as NodeJS.WriteStream
const error = { name: 'error' } as unknown as NodeJS.WriteStream

const cases: [what: string, reporters: unknown[], outputFile: unknown, stream: unknown][] = [
  ['the default one', [['default', {}]], undefined, output],
  ['one for people', [['verbose', {}]], undefined, output],
  ['an agent’s', [['agent', {}]], undefined, output],
  [
    'JSON in its file',
    [
      ['default', {}],
      ['json', {}],
    ],
    undefined,
    output,
  ],
  ['JSON on standard output', [['json', { stdout: true }]], undefined, error],
  [
    'JSON on standard output beside one for people',
    [
      ['default', {}],
      ['json', { stdout: true }],
    ],
    undefined,
    error,
  ],
  [
    'JSON in a file of its own',
    [
      ['dot', {}],
      ['json', { stdout: true, outputFile: 'a.json' }],
    ],
    undefined,
    output,
  ],
  [
    'JSON in a file that the configuration names',
    [
      ['dot', {}],
      ['json', { stdout: true }],
    ],
    'a.json',
    output,
  ],
  [
    'a file of another one',
    [
      ['dot', {}],
      ['json', { stdout: true }],
    ],
    { junit: 'a.xml' },
    error,
  ],
  [
    'a file of its own among several',
    [
      ['dot', {}],
      ['junit', { stdout: true }],
    ],
    { junit: 'a.xml' },
    output,
  ],
  ['TAP', [['tap', {}]], undefined, error],
  [
    'flat TAP beside one for people',
    [
      ['default', {}],
      ['tap-flat', {}],
    ],
    'a.tap',
    error,
  ],
  ['a blob alone', [['blob', {}]], undefined, error],
  [
    'GitHub’s beside one for people',
    [
      ['default', {}],
      ['github-actions', {}],
    ],
    undefined,
    output,
  ],
  ['a file of the project’s', [['./mine.ts', {}]], undefined, error],
  ['an object', [{ onTestRunEnd: null }], undefined, error],
  ['an object beside one for people', [['default', {}], { onTestRunEnd: null }], undefined, output],
  ['none', [], undefined, error],
]

test.for(cases)('the stream beside %s', ([, reporters, outputFile, stream]) => {
  const owner = { config: { reporters, outputFile }, logger: { outputStream: output, errorStream: error } }
  expect(ownStream(owner as unknown as StreamOwner)).toBe(stream)
})
