import { type Answer, type AnswerUsage, answerSteps, type ServerTimings, type Steps } from '../../http/answer/answer.ts'
import { answerRedactor, type Redact } from '../../http/redact.ts'
import type { Exchange, HttpClient } from '../../http/socket/client.ts'
import { answeringModel } from '../../samples/answering-model.ts'
import type { EngineDetails, Sample } from '../../samples/sample.ts'
import type { HttpTransport } from './transport.ts'
import { httpDetails } from './http-details.ts'
import { requestId } from './request-id.ts'
import { onlyCalls, tokenPlaces } from '../first-tokens.ts'
import { type CountedAnswer, tokenCounts } from '../token-counts.ts'
import { fieldsWayOut } from './field-changes.ts'
import { sentName } from './request-fields.ts'
import type { FieldTrial } from './field-trial.ts'
import type { FirstAnswer } from './first-answer.ts'
import { type BodyOptions, requestBody, sentNames } from './request-body.ts'
import { refusedFields } from '../../http/refusal/refused-fields.ts'
import { type ApiAddress, requestTarget } from '../../http/api-address.ts'
import { askedTokens } from '../asked-tokens.ts'
import { jobFields } from '../job-fields.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { readWhole, type RequestJob, type Requester } from '../requester.ts'

/** The address of an endpoint, and what is sent there that is a secret. */
type AskedOf = ApiAddress & Pick<HttpTransport, 'headers' | 'requestIds'> & Partial<Pick<HttpTransport, 'secrets'>>

/** Those who learn of a server by its answers. */
interface Learns {
  /** Learns which fields it refuses. */
  readonly trial?: FieldTrial
  /** Learns what it is. */
  readonly first?: FirstAnswer
}

/**
 * A requester to an OpenAI-compatible endpoint over HTTP.
 *
 * @param client client of the endpoint's origin
 * @param learns what is learned of a server by its answers; nothing where it is left out
 */
export function httpRequester(
  client: Pick<HttpClient, 'exchange'>,
  { headers, requestIds, secrets = [], ...address }: AskedOf,
  options: BodyOptions,
  { trial, first }: Learns = {},
): Requester {
  const request = {
    method: 'POST',
    path: requestTarget(address, options.kind),
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: options.stream ? 'text/event-stream' : 'application/json',
    },
    expects: options.stream ? 'stream' : 'whole',
  } as const
  const hide = answerRedactor(secrets)
  return {
    prepare: (content) => requestBody(options, content),
    async request(job, signal, ready) {
      const body = ready ?? requestBody(options, job)
      const named = requestIds === true ? { ...request.headers, 'x-request-id': requestId(job) } : request.headers
      const exchange = await client.exchange({ ...request, headers: named, body }, signal)
      if (exchange.failure?.class === 'aborted') return null
      if (trial?.isOpen === true && trial.isToRepeat(exchange, options.fields, () => sentNames(options, job)))
        return null
      first?.note(exchange)
      const steps = sampleSteps(job, exchange, options, hide)
      const read = (): Sample | null => steps.next().value ?? null
      // A refusal is short, and its client may be told to wait.
      return exchange.failure?.class === 'http-status' ? readWhole(read) : read
    },
  }
}

/** Reads the record of a finished exchange. */
function* sampleSteps(job: RequestJob, exchange: Exchange, options: BodyOptions, hide: Redact): Steps<Sample> {
  const answer = yield* answerOf(exchange, options, job)
  return withoutSecrets(sampleOf(job, exchange, answer, options), hide)
}

/** The answer; of a request whose fields were refused, with what to do about it. */
function* answerOf(exchange: Exchange, options: BodyOptions, job: RequestJob): Steps<Answer> {
  const answer = yield* answerSteps(exchange, options.kind)
  const { failure } = answer
  if (failure?.class !== 'http-status') return answer
  const refused = refusedFields(exchange.status, exchange.body, sentNames(options, job))
  const wayOut = fieldsWayOut(refused, options.fields)
  return wayOut === null
    ? answer
    : { ...answer, failure: { ...failure, message: `${failure.message}; ${exchange.redact(wayOut)}` } }
}

/** The record of a finished exchange. */
function sampleOf(job: RequestJob, exchange: Exchange, answer: Answer, { fields, body }: BodyOptions): Sample {
  const { timings } = answer
  const counted = countedOf(answer)
  const tokens = tokenCounts(counted)
  const base = {
    ...jobFields(job),
    // A request that was never sent counts from the moment it was to be.
    sent: Number.isNaN(exchange.sent) ? exchange.began : exchange.sent,
    chunkTimes: answer.chunkTimes,
    tokens:
      timings?.drafts === undefined
        ? tokens
        : { ...tokens, speculated: { ...timings.drafts, source: 'server' as const } },
    // A server that was told no limit was asked for no length.
    asked: askedTokens(job, sentName(fields, 'max_tokens') !== null),
    text: answer.text,
    ...(answer.reasoning === '' ? {} : { reasoning: answer.reasoning }),
    ...(answer.toolCalls === '' ? {} : { toolCalls: answer.toolCalls }),
    ...answeringModel(answer.model),
    ...(answer.choices > 1 ? { choices: answer.choices } : {}),
    http: httpDetails(exchange),
    ...(timings === null ? {} : { engine: engineDetails(timings) }),
  }
  const { failure } = answer
  const stops = (body['stop'] ?? null) !== null
  if (failure !== null) return { ...base, state: 'failed', end: exchange.ended, failure }
  return {
    ...base,
    state: 'completed',
    end: answer.end,
    ...(exchange.ended > answer.end ? { over: exchange.ended } : {}),
    firstChunk: answer.streamed ? answer.firstChunk : null,
    first: answer.first,
    firstVisible: answer.firstVisible,
    finish: answer.finish ?? 'other',
    ...(answer.unended ? { unended: true } : {}),
    ...tokenPlaces(counted, tokens, { ...answer, sent: base.sent, mayHoldBack: stops || onlyCalls(answer) }),
    // Tokens of the other choices were decoded beside those that are timed.
    ...(answer.choices > 1 ? { firstTokens: null } : {}),
  }
}

function engineDetails({ promptTokens, promptMs, outputTokens, outputMs }: ServerTimings): EngineDetails {
  return { promptTokens, promptMs, decodeTokens: outputTokens, decodeMs: outputMs }
}

/** Facts that an answer's tokens are counted by: llama-server's timings stand in for the usage it did not send. */
function countedOf({ usage, timings, reasoning, text, toolCalls, chunkTimes: { length } }: Answer): CountedAnswer {
  return {
    usage: usage ?? (timings === null ? null : usageOfTimings(timings)),
    reasoning,
    events: length,
    generated: length > 0 || `${text}${reasoning}${toolCalls}` !== '',
  }
}

function usageOfTimings({ promptTokens, outputTokens, cachedTokens }: ServerTimings): AnswerUsage {
  return {
    // Its own count leaves out what was cached.
    input: promptTokens + (cachedTokens ?? 0),
    output: outputTokens,
    cached: cachedTokens,
    reasoning: null,
    nonsense: null,
  }
}
