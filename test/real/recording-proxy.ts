import { createServer, request } from 'node:http'
import { once } from 'node:events'

/** A piece of an answer as it passed, with its moment in milliseconds. */
export interface Piece {
  readonly at: number
  readonly text: string
}

/** A proxy that passes requests on to a port of this machine, and writes down when each piece of an answer came. */
export interface RecordingProxy extends AsyncDisposable {
  /** Base address: `<url>/<port>/v1` stands for `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  /** Answers to requests for tokens whose header `x-check` has this value, in order. */
  answersOf(check: string): readonly (readonly Piece[])[]
  /** All of them, in the order of their requests, with the value of the header. */
  all(): readonly { readonly check: string; readonly pieces: readonly Piece[] }[]
}

export async function recordingProxy(): Promise<RecordingProxy> {
  const answers: { check: string; pieces: Piece[] }[] = []
  const server = createServer((asked, answer) => {
    const [, port = '', path = ''] = /^\/(\d+)(\/.*)$/.exec(asked.url ?? '') ?? []
    const pieces: Piece[] = []
    if (asked.method === 'POST') answers.push({ check: String(asked.headers['x-check']), pieces })
    const { host: _host, ...headers } = asked.headers
    // A connection of its own: some servers close theirs after an answer without saying so.
    const onward = request({ host: '127.0.0.1', port, path, method: asked.method, headers, agent: false }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      answer.flushHeaders()
      reply.on('data', (chunk: Buffer) => {
        pieces.push({ at: performance.now(), text: chunk.toString('utf8') })
        answer.write(chunk)
      })
      reply.on('end', () => answer.end())
      reply.on('error', () => answer.destroy())
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    answersOf: (check) => answers.filter((answer) => answer.check === check).map(({ pieces }) => pieces),
    all: () => answers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/**
 * Time per output token of a recorded answer, in milliseconds: from the first text to the last, or to the first
 * event with a finish reason after it, over the tokens after those that came with the first. Null where there is none.
 */
export function recordedTpot(pieces: readonly Piece[]): number | null {
  const times: number[] = []
  let [end, tokens, finished, text] = [0, 0, false, '']
  for (const piece of pieces) {
    text += piece.text
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const event of lines.map(eventOf)) {
      const [choice] = event?.choices ?? []
      const { content, tool_calls: calls } = choice?.delta ?? {}
      const generated = (content ?? '') !== '' || (calls ?? []).length > 0
      if (generated) times.push(piece.at)
      const finishes = typeof choice?.finish_reason === 'string' && !finished
      if (generated || finishes) end = piece.at
      finished ||= finishes
      tokens = event?.usage?.completion_tokens ?? tokens
    }
  }
  const [first = end] = times
  // A server that looks for a stop string holds its first text back until more has come.
  const heldBack = times.filter((time) => time - first <= (0.05 * (end - first)) / Math.max(1, times.length)).length
  return end <= first || tokens <= heldBack ? null : (end - first) / (tokens - heldBack)
}

/** Output tokens by the usage of an answer, streamed or whole; 0 where it has none. */
export function recordedTokens(pieces: readonly Piece[]): number {
  const counts = pieces
    .map(({ text }) => text)
    .join('')
    .matchAll(/"completion_tokens":\s*(\d+)/g)
  return Math.max(0, ...[...counts].map(([, count]) => Number(count)))
}

interface StreamEvent {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string | null; readonly tool_calls?: readonly unknown[] | null }
    readonly finish_reason?: string | null
  }[]
  readonly usage?: { readonly completion_tokens?: number } | null
}

function eventOf(line: string): StreamEvent | null {
  if (!line.startsWith('data:') || !line.includes('{')) return null
  return JSON.parse(line.slice(5)) as StreamEvent
}
