import { expect, test } from 'vitest'
import { parseAnswer, type Answer } from '../../../src/http/answer/answer.ts'
import { played } from '../support/asking.ts'
import { exchangeOf } from '../support/exchange.ts'
import { chunk, delta, event, lastChunk, plain, streamHead } from '../support/messages.ts'
import { FIN } from '../support/scripted-server.ts'

function chat(...reads: readonly (string | Buffer)[]): Answer {
  return parseAnswer(exchangeOf(reads), 'chat')
}

const done = event('[DONE]')

test('role chunk, reasoning, text, finish, usage and end mark each count for what they are', () => {
  const answer = chat(
    delta({ role: 'assistant', content: '' }),
    delta({ reasoning_content: 'hm' }),
    delta({ content: 'Hel' }),
    delta({ content: 'lo' }),
    delta({}, 'stop'),
    event({
      model: 'tiny',
      choices: [],
      usage: {
        prompt_tokens: 7,
        completion_tokens: 3,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 1 },
      },
      timings: { prompt_n: 7, prompt_ms: 1.5, predicted_n: 3, predicted_ms: 2.5, cache_n: 0 },
    }),
    done,
  )
  expect(answer).toEqual({
    firstChunk: 10,
    first: 20,
    firstVisible: 30,
    end: 50,
    finishedLater: true,
    firstCharacters: 2,
    characters: 7,
    chunkTimes: [20, 30, 40],
    text: 'Hello',
    reasoning: 'hm',
    toolCalls: '',
    usage: { input: 7, output: 3, cached: 4, reasoning: 1, nonsense: null },
    timings: { promptTokens: 7, promptMs: 1.5, outputTokens: 3, outputMs: 2.5, cachedTokens: 0 },
    finish: 'stop',
    choices: 1,
    streamed: true,
    unended: false,
    model: 'tiny',
    failure: null,
  })
})

test('every line end, comments, several data lines, a byte order mark and other fields are read', () => {
  const body = `\uFEFF: hello\nid: 1\nevent: message\n${delta({ content: 'a' })}retry: 5\n\n${event('')}data:{"choices":\ndata: [{"delta":{"content":"b"}}]}\n\ndata: ${JSON.stringify({ choices: [{ delta: { content: 'ü' }, finish_reason: 'stop' }] })}\n\n${done}`
  for (const lineEnd of ['\n', '\r\n', '\r']) {
    const bytes = Buffer.from(body.replaceAll('\n', lineEnd))
    expect(chat(bytes)).toMatchObject({ text: 'abü', chunkTimes: [10, 10, 10], failure: null, finish: 'stop' })
    // Also cut at each place: letters of several bytes and line ends of two come apart.
    for (let cut = 1; cut < bytes.length; cut += 3) {
      const answer = chat(bytes.subarray(0, cut), bytes.subarray(cut))
      expect(answer).toMatchObject({ text: 'abü', failure: null })
      expect(answer.chunkTimes).toHaveLength(3)
    }
  }
})

test('an event is stamped with the read that completed its data line', () => {
  const bytes = Buffer.from(delta({ content: 'ä' }))
  const letter = bytes.indexOf('ä') + 1
  const lineEnd = bytes.length - 1
  // Within a letter, before the line end, behind it: only the last needs no further read.
  const answer = chat(bytes.subarray(0, letter), bytes.subarray(letter, lineEnd - 1), bytes.subarray(lineEnd - 1))
  expect(answer).toMatchObject({ first: 30, text: 'ä' })
  expect(chat(bytes.subarray(0, lineEnd), bytes.subarray(lineEnd))).toMatchObject({ first: 10 })
})

test('several chunks in one read share its stamp', () => {
  const answer = chat(delta({ content: 'a' }) + delta({ content: 'b' }), delta({ content: 'c' }, 'length') + done)
  expect(answer).toMatchObject({ chunkTimes: [10, 10, 20], text: 'abc', finish: 'length' })
})

test('texts that look like JSON, with quotes, escapes and fields inside, come out as they went in', () => {
  const pieces = [
    'plain',
    ' words',
    '"quoted"',
    'back\\slash',
    'ends in \\',
    '\n',
    ' ',
    '","finish_reason":"stop',
    '"content":"x"',
    '{"content": "y"}',
    '\u0000\u001f',
    '\u{1F600}',
    'ü',
    'data: [DONE]',
    '\t',
    '\\"',
    'plain',
    '}]}',
  ]
  const events = pieces.map((content) => delta({ content }))
  expect(chat(...events, delta({}, 'stop'))).toMatchObject({ text: pieces.join(''), failure: null, finish: 'stop' })
  // Python's separators.
  const spaced = events.map((text) => text.replace('"content":"', '"content": "').replace('"delta":{', '"delta": {'))
  expect(chat(...spaced, done).text).toBe(pieces.join(''))
})

test('neighbouring events that differ in more than one text are told apart', () => {
  const answer = chat(
    delta({ content: 'a' }),
    delta({ content: 'b' }),
    delta({ reasoning: 'c' }),
    delta({ reasoning: 'd' }),
    delta({ content: 'e' }),
    delta({ content: 'f' }, 'length'),
  )
  expect(answer).toMatchObject({
    text: 'abef',
    reasoning: 'cd',
    finish: 'length',
    chunkTimes: [10, 20, 30, 40, 50, 60],
  })
})

test('events with something new in each are read too, however many', () => {
  const events = Array.from({ length: 60 }, (_, index) =>
    event({
      id: index,
      choices: [{ delta: { content: `${index},` } }],
      usage: { prompt_tokens: 1, completion_tokens: index },
    }),
  )
  const random = Array.from({ length: 60 }, (_, index) =>
    event({ choices: [{ delta: { content: 'x' } }], obfuscation: 'o'.repeat(index + 1) }),
  )
  expect(chat(...events, done)).toMatchObject({
    usage: { output: 59 },
    text: Array.from({ length: 60 }, (_, i) => `${i},`).join(''),
  })
  expect(chat(...random, done).chunkTimes).toHaveLength(60)
})

test('tool calls are put together, and are visible generated chunks', () => {
  const call = (index: number, id: string | null, name: string | undefined, text: string): string =>
    delta({ tool_calls: [{ index, ...(id === null ? {} : { id }), function: { name, arguments: text } }] })
  const answer = chat(
    delta({ role: 'assistant', content: null }),
    call(0, 'a', 'look', ''),
    call(0, null, undefined, '{"x":'),
    call(0, null, undefined, '1}'),
    call(1, 'b', 'stop', '{}'),
    delta({}, 'tool_calls'),
  )
  expect(JSON.parse(answer.toolCalls)).toEqual([
    { id: 'a', name: 'look', arguments: '{"x":1}' },
    { id: 'b', name: 'stop', arguments: '{}' },
  ])
  expect(answer).toMatchObject({ first: 20, firstVisible: 20, end: 60, finish: 'tool-calls', failure: null })
})

test('content as typed parts, refusals and one text under two names', () => {
  const parts = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
    { type: 'text', text: 'yes' },
  ]
  expect(chat(delta({ content: parts }), done)).toMatchObject({ text: 'yes', reasoning: 'hm' })
  expect(chat(delta({ content: null, refusal: 'no' }), done)).toMatchObject({ text: 'no', firstVisible: 10 })
  const twice = ['a', 'b', 'c'].map((text) => delta({ reasoning: text, reasoning_content: text }))
  expect(chat(...twice, done)).toMatchObject({ reasoning: 'abc', chunkTimes: [10, 20, 30], firstVisible: null })
})

test('reasoning under other names, and a whole message once more behind its parts', () => {
  expect(chat(delta({ thinking: 'hm' }), delta({ content: 'a' }), done)).toMatchObject({ reasoning: 'hm', first: 10 })
  expect(chat(delta({ reasoning_text: 'hm' }), done).reasoning).toBe('hm')
  const whole = event({ choices: [{ index: 0, message: { content: 'ab' }, finish_reason: 'stop' }] })
  expect(chat(delta({ content: 'a' }), delta({ content: 'b' }), whole, done)).toMatchObject({
    text: 'ab',
    chunkTimes: [10, 20],
    end: 30,
  })
})

test('completions have their text in another place', () => {
  const events = ['a', 'b', ''].map((text, index) =>
    event({ choices: [{ text, finish_reason: index === 2 ? 'length' : null }] }),
  )
  expect(parseAnswer(exchangeOf([...events, done]), 'completion')).toMatchObject({
    text: 'ab',
    chunkTimes: [10, 20],
    finish: 'length',
    failure: null,
  })
})

test('usage is the last that can be, inside of a choice and behind the end mark too', () => {
  const text = delta({ content: 'a' })
  const usage = (prompt: number, completion: number): object => ({
    usage: { prompt_tokens: prompt, completion_tokens: completion },
  })
  const counted = (...events: readonly string[]): readonly unknown[] => {
    const { input, output } = chat(text, ...events).usage ?? {}
    return [input, output]
  }
  const real = event({ choices: [], ...usage(9, 12) })
  expect(counted(real, done)).toEqual([9, 12])
  expect(counted(event({ choices: [], ...usage(9, 1) }), real, done)).toEqual([9, 12])
  expect(counted(real, event({ choices: [], ...usage(0, 0) }), done)).toEqual([9, 12])
  expect(counted(event({ choices: [{ delta: {}, finish_reason: 'stop', ...usage(9, 12) }] }), done)).toEqual([9, 12])
  expect(counted(delta({}, 'stop'), done, real)).toEqual([9, 12])
})

test('the end is the first finish reason in an event of its own after the last text', () => {
  const text = delta({ content: 'a' })
  expect(chat(text, text, delta({}, 'stop'), delta({}, 'stop'), done)).toMatchObject({ end: 30, finishedLater: true })
  expect(chat(text, delta({ content: 'b' }, 'stop'), done)).toMatchObject({ end: 20, finishedLater: false })
  // As gateways write it: into every chunk.
  const every = delta({ content: 'a' }, 'stop')
  expect(chat(every, delta({}, 'stop'), every, every, done)).toMatchObject({ end: 40, finishedLater: false })
  expect(chat(delta({ role: 'assistant' }, 'stop'), every, every, done)).toMatchObject({ first: 20, end: 30 })
  expect(chat(every, every, delta({}, 'stop'), done)).toMatchObject({ end: 30, finishedLater: true })
})

test('a server that gave up in its finish reason, or in an error of the choice, fails the answer', () => {
  const broke = { index: 0, delta: {}, finish_reason: 'stop', error: { code: 502, message: 'Provider disconnected' } }
  for (const [end, words] of [
    [delta({ content: '' }, 'error'), 'the server gave up (finish reason: error)'],
    [delta({}, 'insufficient_system_resource'), 'insufficient_system_resource'],
    [event({ choices: [broke] }), 'Provider disconnected'],
    [event({ choices: [{ index: 0, delta: {} }, broke] }), 'Provider disconnected'],
  ] as const) {
    const answer = chat(delta({ content: 'a' }), end, done)
    expect(answer).toMatchObject({ text: 'a', failure: { class: 'server-error' } })
    expect(answer.failure?.message).toContain(words)
  }
  expect(chat(delta({ content: 'a' }), delta({}, 'eos'), done)).toMatchObject({ failure: null, finish: 'stop' })
  expect(chat(delta({ content: 'a' }), delta({}, 'odd'), done)).toMatchObject({ failure: null, finish: 'other' })
})

test('a filter fails an answer that it left nothing of', () => {
  const filtered = delta({}, 'content_filter')
  expect(chat(delta({ content: 'a' }), filtered, done)).toMatchObject({ failure: null, finish: 'content-filter' })
  expect(chat(filtered, done).failure?.class).toBe('content-filter')
})

test('a stream that ends early is truncated and keeps what came', () => {
  const partial = delta({ content: 'b' })
  for (const rest of ['', partial.slice(0, 40), partial.slice(0, -3)]) {
    expect(chat(delta({ content: 'a' }), rest)).toMatchObject({ text: 'a', failure: { class: 'truncated' } })
  }
  // The last event lacks its line end only.
  expect(chat(delta({ content: 'a' }), delta({ content: 'b' }, 'stop').trimEnd())).toMatchObject({
    text: 'ab',
    failure: null,
  })
  expect(chat().failure?.class).toBe('truncated')
})

test('no generated token is a failure', () => {
  expect(chat(delta({ role: 'assistant', content: '' }), delta({}, 'stop'), done).failure).toEqual({
    class: 'empty',
    message: 'the answer holds no generated token (finish reason: stop)',
  })
  expect(chat(done).failure?.class).toBe('empty')
})

test('an error inside a 200 is a failure of the server, in every shape', () => {
  for (const frame of [
    event({ error: { message: 'out\nof memory', code: 500 } }),
    event({ error: 'out of memory' }),
    event({ object: 'error', message: 'out of memory' }),
    `event: error\n${event({ message: 'out of memory' })}`,
    `error: {"message":"out of memory"}\n\n`,
  ]) {
    const answer = chat(delta({ content: 'a' }), frame)
    expect(answer).toMatchObject({ text: 'a', failure: { class: 'server-error' } })
    expect(answer.failure?.message).toContain('out of memory')
  }
})

test('what is no JSON and what is another API is malformed', () => {
  expect(chat(delta({ content: 'a' }), event('{"choices":[}'), done).failure?.class).toBe('malformed')
  expect(chat(event({ type: 'message_start' }), event({ type: 'ping' })).failure?.class).toBe('malformed')
  expect(chat('<html>no</html>').failure?.class).toBe('malformed')
})

test('a plain JSON answer has no first token', async () => {
  const body = {
    model: 'tiny',
    choices: [{ message: { content: 'Hi', reasoning_content: 'hm' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 2 },
  }
  const { exchange, answer } = await played([plain(JSON.stringify(body))])
  expect(answer).toMatchObject({
    first: null,
    firstChunk: null,
    streamed: false,
    end: exchange.ended,
    text: 'Hi',
    reasoning: 'hm',
    finish: 'stop',
    model: 'tiny',
    usage: { input: 1, output: 2, cached: null, reasoning: null },
    failure: null,
  })
})

test('plain answers fail in their own ways', async () => {
  const classOf = async (body: string): Promise<string | undefined> =>
    (await played([plain(body)])).answer.failure?.class
  expect(await classOf('{"error":{"message":"no"}}')).toBe('server-error')
  expect(await classOf('{"choices":[{"message":{"content":""}}]}')).toBe('empty')
  expect(await classOf('')).toBe('empty')
  const ended = (finish: string, content: string): string =>
    JSON.stringify({ choices: [{ message: { content }, finish_reason: finish }] })
  expect(await classOf(ended('abort', 'a'))).toBe('server-error')
  expect(await classOf(ended('content_filter', 'a'))).toBeUndefined()
  expect(await classOf(ended('content_filter', ''))).toBe('content-filter')
  expect(await classOf('{"choices":[{"message":{"content":"a"},"error":{"message":"no"}}]}')).toBe('server-error')
  expect(await classOf('<html></html>')).toBe('malformed')
  expect(await classOf('{"hello":1}')).toBe('malformed')
  const cut = await played(['HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"choices":', FIN])
  expect(cut.answer.failure?.class).toBe('truncated')
})

test('a stream without its content type is read as what it is', async () => {
  const { answer } = await played([
    `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n${delta({ content: 'a' }, 'stop')}`,
    FIN,
  ])
  expect(answer).toMatchObject({ streamed: true, text: 'a', failure: null })
})

test('a stream over a socket keeps the order and the pauses of its chunks', async () => {
  const { exchange, answer } = await played([
    streamHead,
    chunk(delta({ role: 'assistant', content: '' })),
    30,
    chunk(delta({ content: 'a' })),
    30,
    chunk(delta({ content: 'ü' }).slice(0, 100)),
    30,
    Buffer.concat([chunk(delta({ content: 'ü' }).slice(100)), chunk(delta({}, 'stop') + done), Buffer.from(lastChunk)]),
  ])
  const [a = 0, b = 0] = answer.chunkTimes
  expect(answer).toMatchObject({ text: 'aü', failure: null, first: a, end: b })
  expect(a - (answer.firstChunk ?? 0)).toBeGreaterThan(28)
  expect(b - a).toBeGreaterThan(58)
  expect(exchange.ended).toBe(b)
})

test('of several choices the first that came is the answer, and the others are counted', () => {
  const of = (index: number, content: string, finish: string | null = null): string =>
    event({ choices: [{ index, delta: { content }, finish_reason: finish }] })
  const both = event({ choices: [1, 0].map((index) => ({ index, delta: { content: `${index}` } })) })
  const answer = chat(of(0, 'a'), of(1, 'x'), of(0, 'b'), of(1, 'y', 'length'), both, of(0, '', 'stop'), done)
  expect(answer).toMatchObject({ text: 'ab0', choices: 2, chunkTimes: [10, 30, 50], finish: 'stop', failure: null })
  expect(chat(of(1, 'a'), of(1, 'b', 'stop'), done)).toMatchObject({ text: 'ab', choices: 1 })
  const whole = { choices: [{ message: { content: 'a' } }, { message: { content: 'b' } }] }
  expect(parseAnswer(exchangeOf([JSON.stringify(whole)]), 'chat')).toMatchObject({ text: 'a', choices: 2 })
})

test.each([
  ['event: error\ndata: out of memory\n\n', 'out of memory'],
  ['event: error\n\n', 'an error event without words'],
  ['event: error\n\ndata: {"code":500,"reason":"busy"}\n\n', '{"code":500,"reason":"busy"}'],
  ['event: error\ndata: {"message":"busy"}\n\n', '{"message":"busy"}'],
  ['data: error: upstream timed out\n\n', 'error: upstream timed out'],
  ['data: [ERROR] CUDA out of memory\n\n', '[ERROR] CUDA out of memory'],
  ['data: "error: busy"\n\n', 'error: busy'],
  ['data: Internal Server Error', 'Internal Server Error'],
  ['Error: connection to the model lost\n', 'Error: connection to the model lost'],
  ['data: <html><head><title>502 Bad Gateway</title>\n\n', 'a web page: 502 Bad Gateway'],
  ['<html>\n<head><title>504 Gateway Time-out</title></head>\n', 'a web page: 504 Gateway Time-out'],
])('an error in plain text, %j, fails the answer in the words of the server', (text, words) => {
  const answer = chat(delta({ content: 'a' }), text)
  expect(answer).toMatchObject({ text: 'a', failure: { class: 'server-error', message: words } })
})

test('a line of JSON with an error fails the answer, and a line of text one that was not finished', () => {
  const line = '{"error":"runner crashed"}\n'
  expect(chat(delta({ content: 'a' }), line, delta({ content: 'b' }, 'stop'), done).failure).toEqual({
    class: 'server-error',
    message: 'runner crashed',
  })
  expect(chat(delta({ content: 'a' }), 'Internal Server Error\n\n', done).failure).toEqual({
    class: 'server-error',
    message: 'Internal Server Error',
  })
})

test('events without choices are malformed, and quoted', () => {
  expect(chat(event({ code: 1004, msg: 'no such key' })).failure).toEqual({
    class: 'malformed',
    message: 'the events have no "choices": not an OpenAI-compatible stream: {"code":1004,"msg":"no such key"}',
  })
})

test('what only looks odd is no error of the server', () => {
  const text = delta({ content: 'error: a word of the model' })
  expect(chat(text, 'id: error\nretry: 5\nevent\n\n: error\n', delta({}, 'stop'), done).failure).toBeNull()
  expect(chat(text, 'an error of nobody\n', delta({}, 'stop'), done).failure).toBeNull()
  expect(chat(text, 'data: {"error\n\n').failure).toMatchObject({ class: 'malformed', message: /^an event is no JSON/ })
  expect(chat(text, 'data: <html><title>Welcome</title>\n\n').failure?.class).toBe('malformed')
})

test('events of another API are named', () => {
  const start = event({ type: 'message_start', message: { id: 'm', content: [] } })
  expect(chat(start).failure).toMatchObject({ class: 'malformed', message: expect.stringContaining('Anthropic') })
})

test('whatever is sent costs one request, and not for long', () => {
  const began = performance.now()
  const nested = (levels: number): string => '[{"type":"text","text":'.repeat(levels)
  for (const levels of [1000, 100_000]) {
    const deep = `${nested(levels)}"a"${'}]'.repeat(levels)}`
    expect(chat(`data: {"choices":[{"delta":{"content":${deep}}}]}\n\n`, done).failure).not.toBeNull()
    expect(chat(`data: {"error":${deep}}\n\n`, done).failure).not.toBeNull()
    const call = `{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":${deep}}}]}}]}`
    expect(parseAnswer(exchangeOf([call]), 'chat').text).toBe('')
  }
  for (const line of [`data: ${'['.repeat(2e7)}\n\n`, event({ choices: [{ delta: { content: 'x'.repeat(2e7) } }] })])
    expect(chat(line, done).failure).toMatchObject({ class: 'malformed' })
  const million = 'x'.repeat(1e6)
  const long = Array.from({ length: 20 }, () => delta({ content: million }))
  expect(chat(...long, done)).toMatchObject({ text: '', failure: { class: 'malformed' } })
  expect(chat('data: {}\n\n'.repeat(1_200_000), done).failure).toMatchObject({
    class: 'malformed',
    message: 'more than 1,000,000 events',
  })
  expect(chat(':\n'.repeat(5_000_000), done).failure).toMatchObject({ class: 'malformed' })
  expect(chat(`data: {"choices":[${'{},'.repeat(2000)}{}]}\n\n`, done).failure).toMatchObject({ class: 'malformed' })
  expect(chat(': \n\n'.repeat(1_000_000), delta({ content: 'a' }, 'stop'), done).failure).toBeNull()
  expect(performance.now() - began).toBeLessThan(30_000)
})
