import { type Answer, parseAnswer, type ServerTimings } from '../../http/answer/answer.ts'
import type { Exchange, HttpClient } from '../../http/socket/client.ts'
import type { CompletedSample, EngineDetails, Sample, TokenCounts } from '../../samples/sample.ts'
import type { HttpTransport } from './transport.ts'
import { requestId } from './request-id.ts'
import { type BodyOptions, requestBody } from './request-body.ts'
import { firstTokensOf } from '../first-tokens.ts'
import { jobFields } from '../job-fields.ts'
import type { RequestJob, Requester } from '../requester.ts'

const paths = { chat: '/chat/completions', completion: '/completions' } as const

/** A requester to an OpenAI-compatible endpoint over HTTP. */
export function httpRequester(
  client: HttpClient,
  { headers, requestIds }: Pick<HttpTransport, 'headers' | 'requestIds'>,
  options: BodyOptions,
): Requester {
  const request = {
    method: 'POST',
    path: paths[options.kind],
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: options.stream ? 'text/event-stream' : 'application/json',
    },
    expects: options.stream ? 'stream' : 'whole',
  } as const
  return {
    prepare: (content) => requestBody(options, content),
    async request(job, signal, ready) {
      const body = ready ?? requestBody(options, job)
      const named = requestIds === true ? { ...request.headers, 'x-request-id': requestId(job) } : request.headers
      const exchange = await client.exchange({ ...request, headers: named, body }, signal)
      if (exchange.failure?.class === 'aborted') return null
      return () => sampleOf(job, exchange, parseAnswer(exchange, options.kind))
    },
  }
}

/** The record of a finished exchange. */
function sampleOf(job: RequestJob, exchange: Exchange, answer: Answer): Sample {
  const { connect, status, retryAfterSeconds, retried, redirects, redirectedTo } = exchange
  const { timings } = answer
  const tokens = tokensOf(answer)
  const base = {
    ...jobFields(job),
    // A request that was never sent counts from the moment it was to be.
    sent: Number.isNaN(exchange.sent) ? exchange.began : exchange.sent,
    chunkTimes: answer.chunkTimes,
    tokens,
    asked: { input: job.prompt.kind === 'tokens' ? job.prompt.count : null, output: job.sampling.maxTokens },
    text: answer.text,
    ...(answer.reasoning === '' ? {} : { reasoning: answer.reasoning }),
    ...(answer.toolCalls === '' ? {} : { toolCalls: answer.toolCalls }),
    http: {
      connectMs: connect === null ? null : connect.dnsMs + connect.tcpMs + (connect.tlsMs ?? 0),
      status,
      retryAfterSeconds,
      ...(retried ? { retried } : {}),
      ...(redirects > 0 ? { redirects } : {}),
      ...(redirectedTo === null ? {} : { redirectedTo }),
    },
    ...(timings === null ? {} : { engine: engineDetails(timings) }),
  }
  const { failure } = answer
  if (failure !== null) return { ...base, state: 'failed', end: exchange.ended, failure }
  return {
    ...base,
    state: 'completed',
    end: answer.end,
    firstChunk: answer.streamed ? answer.firstChunk : null,
    first: answer.first,
    firstVisible: answer.firstVisible,
    finish: answer.finish ?? 'other',
    ...placesOf(answer, tokens),
  }
}

/** Tokens that have no place in time of their own. */
function placesOf(
  { reasoning, chunkTimes, firstCharacters, characters, finishedLater }: Answer,
  tokens: TokenCounts,
): Pick<CompletedSample, 'hiddenTokens' | 'firstTokens'> {
  const hiddenTokens = reasoning === '' ? (tokens.reasoning ?? 0) : 0
  const events = chunkTimes.length
  const streamed = { output: tokens.output, hidden: hiddenTokens, events, firstCharacters, characters, finishedLater }
  return { hiddenTokens, firstTokens: firstTokensOf(streamed) }
}

function engineDetails({ promptTokens, promptMs, outputTokens, outputMs }: ServerTimings): EngineDetails {
  return { promptTokens, promptMs, decodeTokens: outputTokens, decodeMs: outputMs }
}

/** Tokens by the server's own count; where it gives none, chunks, which may hold several. */
function tokensOf({ usage, chunkTimes }: Answer): TokenCounts {
  return usage === null
    ? { input: null, output: chunkTimes.length, cached: null, reasoning: null, source: 'chunks' }
    : { ...usage, source: 'usage' }
}
