import { expect, test } from 'vitest'
import { ask, clientOf, played } from '../support/asking.ts'
import { chunk, lastChunk } from '../support/messages.ts'
import { FIN, scriptedServer, type Step } from '../support/scripted-server.ts'

const chunked = [chunk('hello'), chunk(', world'), lastChunk]
const text = 'hello, world'

const accepted: Readonly<Record<string, readonly Step[]>> = {
  'transfer-encoding in two lines': [
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n',
    ...chunked,
  ],
  'transfer-encoding twice in one line': ['HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked, chunked\r\n\r\n', ...chunked],
  'transfer-encoding with identity': ['HTTP/1.1 200 OK\r\ntransfer-encoding: identity, chunked\r\n\r\n', ...chunked],
  'identity with a length': ['HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\ncontent-length: 12\r\n\r\n', text],
  'identity until the end': ['HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\n\r\n', text, FIN],
  'chunks with a length': ['HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n', ...chunked],
  'two equal lengths in two lines': ['HTTP/1.1 200 OK\r\ncontent-length: 12\r\nContent-Length: 12\r\n\r\n', text],
  'two equal lengths in one line': ['HTTP/1.1 200 OK\r\ncontent-length: 12, 12\r\n\r\n', text],
  'lines that end in LF alone': ['HTTP/1.1 200 OK\ncontent-length: 12\n\n', text],
  'lines of both ends': ['HTTP/1.1 200 OK\r\ncontent-length: 12\n\r\n', text],
  'a folded line': ['HTTP/1.1 200 OK\r\nx-note: one\r\n\tand more\r\ncontent-length:\r\n 12\r\n\r\n', text],
  'a space before the colon': ['HTTP/1.1 200 OK\r\nContent-Length : 12\r\n\r\n', text],
  'a line without a colon': ['HTTP/1.1 200 OK\r\nnonsense\r\ncontent-length: 12\r\n\r\n', text],
  'no reason phrase': ['HTTP/1.1 200\r\ncontent-length: 12\r\n\r\n', text],
  'an empty reason phrase': ['HTTP/1.1 200 \r\ncontent-length: 12\r\n\r\n', text],
  'names in lower and upper case': ['HTTP/1.1 200 ok\r\nCONTENT-LENGTH: 12\r\n\r\n', text],
  'HTTP/1.0 in chunks': ['HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', ...chunked],
  'blank lines before it': ['\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n', text],
  'a head before it': [
    'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n',
    text,
  ],
  'a size with zeros before it': [
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    `0000000000000000000c\r\n${text}\r\n0\r\n\r\n`,
  ],
  'an end right behind the last chunk': [
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    `c\r\n${text}\r\n0\r\n`,
    FIN,
  ],
}

test.for(Object.entries(accepted))('%s is read as other clients read it', async ([, steps]) => {
  const { exchange } = await played(steps)
  expect(exchange).toMatchObject({ status: 200, failure: null })
  expect(exchange.body.toString()).toBe(text)
})

const refused: Readonly<Record<string, readonly [Step, string]>> = {
  'lengths that contradict each other': [
    'HTTP/1.1 200 OK\r\ncontent-length: 12\r\ncontent-length: 13\r\n\r\n',
    'two content-lengths contradict each other (12, 13)',
  ],
  'a negative length': ['HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n', 'the content-length "-1" is not a number'],
  'an empty length': ['HTTP/1.1 200 OK\r\ncontent-length:\r\n\r\n', 'the content-length "" is not a number'],
  'a coding nobody asked for': [
    'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n',
    'the transfer-encoding "gzip, chunked" is not "chunked"',
  ],
  'a change of protocol': [
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n',
    'the server changed to another protocol, which nobody asked for',
  ],
  'settings of HTTP/2': [
    Buffer.from('000006040000000000000300000064', 'hex'),
    'the server answers in HTTP/2 only, not HTTP/1.1',
  ],
  'a goodbye of HTTP/2': [
    Buffer.from('0000080700000000000000000000000001', 'hex'),
    'the server answers in HTTP/2 only, not HTTP/1.1',
  ],
  'HTTP/2 in words': ['HTTP/2 200\r\n\r\n', 'the answer is HTTP/2, not HTTP/1.1'],
  'an alert of TLS': [Buffer.from('15030100020246', 'hex'), 'the answer is TLS, not HTTP/1.1'],
}

test.for(Object.entries(refused))('%s is malformed, and said so', async ([, [bytes, message]]) => {
  const { exchange } = await played([bytes])
  expect(exchange.failure).toEqual({ class: 'malformed', message })
})

test('a header that came twice where one is meant has its first value', async () => {
  const { exchange } = await played([
    'HTTP/1.1 503 Busy\r\nretry-after: 7\r\nretry-after: 9\r\nserver: a\r\nvia: x\r\nvia: y\r\ncontent-length: 0\r\n\r\n',
  ])
  expect(exchange.retryAfterSeconds).toBe(7)
  expect(exchange.headers.get('server')).toBe('a')
  expect(exchange.headers.get('via')).toBe('x, y')
})

test('a connection whose answer had two codings is used again', async () => {
  await using server = await scriptedServer(() => accepted['transfer-encoding in two lines'] ?? [])
  using client = clientOf(server.url)
  for (let i = 0; i < 3; i++) await ask(client)
  expect(client.connectionsOpened).toBe(1)
})
