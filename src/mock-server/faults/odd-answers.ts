import type { OddKind } from './odd-kinds.ts'

/** The usual answer, and the request's key. */
export interface UsualAnswer {
  readonly chat: boolean
  readonly model: string
  /** Text of each token. */
  readonly tokens: readonly string[]
  readonly promptTokens: number
  /** Value of the request's `authorization`; empty without one. */
  readonly authorization: string
}

/** An odd answer: its writes, each with the given number of events, and the body where it is not streamed. */
export interface OddAnswer {
  readonly writes: readonly string[]
  readonly eventsPerWrite: number
  /** Milliseconds between writes; null for the usual ones. */
  readonly gapMs: number | null
  readonly contentType: string | null
  readonly body: string
}

type Delta = Readonly<Record<string, unknown>>

const burst = 4
const escapes = '\u001B]0;PWNED\u0007\u001B]52;c;aGk=\u0007\u009B31m\u007F\u202Egnp.exe\u2066\u2028\u2029'
const longName = 2 ** 20
const deepest = 100_000
const manyEvents = 1_200_000
const manyComments = 300
/** Tokens before the name of a call. */
const markup = 12
const comment = ': ping\n\n'

/** Pieces of an API's answer: deltas of a stream, and the message that they make. */
interface Pieces {
  readonly deltas: readonly Delta[]
  readonly message: Delta
  readonly finish?: string
  /** Tokens that a parser keeps: they take their time, and have no event. */
  readonly kept?: number
}

const makers: Readonly<Record<OddKind, (usual: UsualAnswer) => OddAnswer>> = {
  'other-model': (usual) => answerOf({ ...usual, model: 'other-model' }, textOf(usual.tokens)),
  'parallel-tool-calls': (usual) =>
    answerOf(usual, {
      deltas: [
        call({ index: 0, id: 'call_1' }, 'weather', '{"city":"Paris"}'),
        call({ index: 0, id: 'call_2' }, 'weather', '{"city":"Rome"}'),
        call({ id: 'call_3' }, 'clock', '{"zone":"UTC"}'),
        call({ id: 'call_4' }, 'clock', '{"zone":"CET"}'),
      ],
      message: call({ id: 'call_1' }, 'weather', '{"city":"Paris"}'),
      finish: 'tool_calls',
    }),
  'tool-arguments-object': (usual) => {
    const delta = call({ index: 0, id: 'call_1' }, 'weather', { city: 'Paris' })
    return answerOf(usual, { deltas: [delta], message: delta, finish: 'tool_calls' })
  },
  'tool-calls-one-id': (usual) => {
    const deltas = ['{"city":"Paris"}', '{"city":"Rome"}'].map((given) =>
      call({ index: 0, id: 'call_1' }, 'weather', given),
    )
    return answerOf(usual, { deltas, message: deltas[0] ?? {}, finish: 'tool_calls' })
  },
  'tool-arguments-parts': (usual) => {
    const deltas = [{}, { city: 'Paris' }, { city: 'Paris', zone: 'UTC' }].map((given) =>
      call({ index: 0, id: 'call_1' }, 'weather', given),
    )
    return answerOf(usual, { deltas, message: deltas.at(-1) ?? {}, finish: 'tool_calls' })
  },
  'tool-markup': (usual) => {
    const deltas = ['{', ...usual.tokens.map((text) => JSON.stringify(text).slice(1, -1)), '}'].map((given, index) =>
      index === 0
        ? call({ index, id: 'call_1' }, 'paint', given)
        : { tool_calls: [{ index: 0, function: { arguments: given } }] },
    )
    return answerOf(usual, {
      deltas,
      message: call({ id: 'call_1' }, 'paint', '{}'),
      finish: 'tool_calls',
      kept: markup,
    })
  },
  'two-choices': twoChoices,
  'reasoning-only': (usual) =>
    answerOf(usual, {
      deltas: usual.tokens.map((text) => ({ reasoning_content: text })),
      message: { content: '', reasoning_content: usual.tokens.join('') },
      finish: 'length',
    }),
  'fast-after-queue': (usual) => {
    const { writes, ...answer } = answerOf(usual, textOf(usual.tokens))
    const groups = Array.from({ length: Math.ceil(writes.length / burst) }, (_, group) =>
      writes.slice(group * burst, (group + 1) * burst).join(''),
    )
    return { ...answer, writes: groups, eventsPerWrite: burst, gapMs: 1 }
  },
  'comments-after-done': (usual) => {
    const { writes, ...answer } = answerOf(usual, textOf(usual.tokens))
    const comments = Array.from({ length: manyComments }, () => comment)
    return { ...answer, writes: [...writes.slice(0, -1), `${writes.at(-1) ?? ''}${comment}`, ...comments] }
  },
  'first-together': (usual) => {
    const { writes, ...answer } = answerOf(usual, textOf(usual.tokens))
    return { ...answer, writes: [writes.slice(0, 2).join(''), ...writes.slice(2)] }
  },
  'usage-with-choices': (usual) => {
    const { writes, ...answer } = answerOf(usual, textOf(usual.tokens))
    const finish = event(frame(usual, [{ index: 0, ...part(usual, {}), finish_reason: 'stop' }]))
    const counts = event(frame(usual, [{ index: 0, ...part(usual, {}) }], usageOf(usual, usual.tokens.length)))
    return { ...answer, writes: [...writes.slice(0, -1), `${finish}${counts}${end}`] }
  },
  'error-text': (usual) => broken(usual, 'event: error\ndata: CUDA out of memory\n\n', 'CUDA out of memory'),
  'error-page': (usual) => {
    const page = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>'
    return broken(usual, `${page}\n`, page)
  },
  'error-line': (usual) => {
    const { writes, ...answer } = answerOf(usual, textOf(usual.tokens))
    const half = writes.length >> 1
    const line = `${JSON.stringify({ error: 'the model runner crashed' })}\n`
    return { ...answer, writes: [...writes.slice(0, half), line, ...writes.slice(half)], body: line }
  },
  ndjson: (usual) => {
    const line = (text: string, done: boolean): string =>
      `${JSON.stringify({ model: usual.model, message: { role: 'assistant', content: text }, done })}\n`
    return {
      writes: [...usual.tokens.map((text) => line(text, false)), line('', true)],
      eventsPerWrite: 1,
      gapMs: null,
      contentType: 'application/x-ndjson',
      body: line(usual.tokens.join(''), true),
    }
  },
  'says-back': (usual) => {
    const key = usual.authorization.replace(/^\S+\s+/, '')
    return answerOf(
      { ...usual, model: `${usual.model}-${key}` },
      textOf([usual.authorization, ' ', encodeURIComponent(key), ' ', Buffer.from(key).toString('base64')]),
    )
  },
  'control-characters': (usual) => answerOf({ ...usual, model: `${usual.model}${escapes}` }, textOf([escapes, 'text'])),
  'long-names': (usual) => {
    const name = 'x'.repeat(longName)
    const delta = call({ index: 0, id: name }, name, '{}')
    return answerOf({ ...usual, model: name }, { deltas: [delta], message: delta, finish: 'tool_calls' })
  },
  'deep-json': (usual) => {
    const deep = `${'[{"type":"text","text":'.repeat(deepest)}"a"${'}]'.repeat(deepest)}`
    return raw(
      `data: {"choices":[{"index":0,"delta":{"content":${deep}}}]}\n\n`,
      `{"choices":[{"message":${deep}}]}`,
      usual,
    )
  },
  'empty-events': (usual) =>
    raw('data: {}\n\n'.repeat(manyEvents), `{"choices":[{}${',{}'.repeat(manyEvents)}]}`, usual),
}

/** The odd answer of a kind in place of the usual one. */
export function oddAnswer(kind: OddKind, usual: UsualAnswer): OddAnswer {
  return makers[kind](usual)
}

function textOf(tokens: readonly string[]): Pieces {
  return { deltas: tokens.map((content) => ({ content })), message: { content: tokens.join('') } }
}

function call(about: Delta, name: string, given: unknown): Delta {
  return { tool_calls: [{ ...about, type: 'function', function: { name, arguments: given } }] }
}

function answerOf(usual: UsualAnswer, { deltas, message, finish = 'stop', kept = 0 }: Pieces): OddAnswer {
  const usage = usageOf(usual, deltas.length + kept)
  const last = frame(usual, [{ index: 0, ...part(usual, {}), finish_reason: finish }], usage)
  const choice = { index: 0, ...(usual.chat ? { message } : { text: message['content'] ?? '' }), finish_reason: finish }
  return {
    writes: [
      ...Array.from({ length: kept }, () => comment),
      ...deltas.map((delta) => event(frame(usual, [{ index: 0, ...part(usual, delta) }]))),
      `${event(last)}${end}`,
    ],
    eventsPerWrite: 1,
    gapMs: null,
    contentType: null,
    body: JSON.stringify(frame(usual, [choice], usage)),
  }
}

function twoChoices(usual: UsualAnswer): OddAnswer {
  const { tokens } = usual
  const of = (index: number, content: string): string => event(frame(usual, [{ index, ...part(usual, { content }) }]))
  const ended = { ...part(usual, {}), finish_reason: 'stop' }
  const both = [0, 1].map((index) => Object.assign({ index }, ended))
  const usage = usageOf(usual, 2 * tokens.length)
  const whole = [0, 1].map((index) => ({ index, message: { content: tokens.join('') }, finish_reason: 'stop' }))
  return {
    writes: [
      ...tokens.map((text) => `${of(0, text)}${of(1, text.toUpperCase())}`),
      `${event(frame(usual, both, usage))}${end}`,
    ],
    eventsPerWrite: 1,
    gapMs: null,
    contentType: null,
    body: JSON.stringify(frame(usual, whole, usage)),
  }
}

/** An answer that breaks off in its middle with these words. */
function broken(usual: UsualAnswer, words: string, body: string): OddAnswer {
  const { writes, ...answer } = answerOf(usual, textOf(usual.tokens))
  return { ...answer, writes: [...writes.slice(0, writes.length >> 1), words], body }
}

function raw(events: string, body: string, usual: UsualAnswer): OddAnswer {
  return { ...answerOf(usual, textOf([])), writes: [events, end], body }
}

const end = 'data: [DONE]\n\n'

function part({ chat }: UsualAnswer, delta: Delta): Delta {
  return chat ? { delta } : { text: delta['content'] ?? '' }
}

function frame({ model }: UsualAnswer, choices: readonly Delta[], more: Delta = {}): Delta {
  return { id: 'mock', model, choices, ...more }
}

function usageOf({ promptTokens }: UsualAnswer, completion: number): Delta {
  const usage = { prompt_tokens: promptTokens, completion_tokens: completion, total_tokens: promptTokens + completion }
  return { usage }
}

function event(data: Delta): string {
  return `data: ${JSON.stringify(data)}\n\n`
}
