import { now } from '../../clock.ts'
import { ResponseReader } from '../../http/socket/response-reader.ts'
import type { Exchange, HttpClient } from '../../http/socket/client.ts'
import type { Requester, RequestJob } from '../requester.ts'
import { readWhole } from '../requester.ts'

/** Answers after which V8 has compiled all that it is going to compile of their reading. */
const mostAnswers = 300
/** Answers for each stream: a few streams leave time enough for compiling. */
const answersPerStream = 30
/** Milliseconds that it may take: on a slow machine fewer answers have to do. */
const mostMs = 100
const events = 100

const job: RequestJob = {
  index: 0,
  phase: 'warmup',
  slot: 0,
  stream: 0,
  turn: null,
  intended: 0,
  prompt: { kind: 'text', text: 'Why is the sky blue?' },
  sampling: { maxTokens: events, temperature: 0, seed: 0, ignoreEos: false },
}

/** Answers that this process has read so far. */
let done = 0

/**
 * Reads answers that nobody sent: code that has never run is slow, and what compiles it takes the processor from
 * requests that are timed. Nothing is sent, nothing of it is told, and a process does it once.
 * @param requesterOf makes a requester of the way it asks, as the requests to come have it
 * @param streams requests that are going to be in flight
 */
export async function rehearse(
  requesterOf: (client: Pick<HttpClient, 'exchange'>) => Requester,
  streams: number,
): Promise<void> {
  const wanted = Math.min(mostAnswers, answersPerStream * streams)
  const requester = requesterOf({ exchange: async () => cannedExchange() })
  const { signal } = new AbortController()
  const until = now() + mostMs
  for (; done < wanted && now() < until; done++) {
    const outcome = await requester.request(job, signal)
    if (typeof outcome === 'function') JSON.stringify(readWhole(outcome))
  }
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n'

const reads: readonly Buffer[] = [
  head,
  ...Array.from({ length: events }, (_, place) => chunk(event({ delta: { content: ` word${place}` } }))),
  chunk(event({ delta: {}, finish_reason: 'length' })),
  chunk('data: {"choices":[],"usage":{"prompt_tokens":8,"completion_tokens":100,"total_tokens":108}}\n\n'),
  `${chunk('data: [DONE]\n\n')}0\r\n\r\n`,
].map((text) => Buffer.from(text))

/** An answer as a server streams it, through the reader of real ones. */
function cannedExchange(): Exchange {
  const reader = new ResponseReader(4096)
  const began = now()
  for (const bytes of reads) reader.read(now(), bytes, bytes.length)
  const { status, headers, body, readTimes, readEnds } = reader
  return {
    sent: began,
    began,
    connect: null,
    retried: false,
    redirects: 0,
    redirectedTo: null,
    status,
    headers,
    retryAfterSeconds: null,
    body,
    readTimes,
    readEnds,
    ended: now(),
    failure: null,
    redact: (text) => text,
  }
}

function event(choice: object): string {
  const frame = { id: 'chatcmpl-0', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] }
  return `data: ${JSON.stringify(frame)}\n\n`
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
}
