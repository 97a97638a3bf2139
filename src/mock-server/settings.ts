import { isObject } from '../json.ts'
import { LlmBenchError } from '../errors.ts'
import { faultKinds, isFaultKind, type Fault } from './faults/faults.ts'
import type { MockServerOptions } from './options.ts'

/** Most tokens of one answer, so that a mistyped limit does not fill the memory. */
export const mostTokens = 1_000_000

type Named = Required<MockServerOptions>

/** The options of a mock server, their defaults applied; null where there is none. */
export interface Settings {
  readonly port: number
  readonly ttft: number
  readonly interToken: number
  readonly tokens: number | null
  readonly jitter: number
  readonly seed: number
  readonly models: readonly string[]
  readonly apiKey: string | null
  readonly slots: number
  readonly tokensPerChunk: number
  readonly reasoningTokens: number
  readonly reasoningField: 'reasoning_content' | 'reasoning'
  readonly toolCall: boolean
  readonly roleChunk: boolean
  readonly usage: 'last' | 'always' | 'absent' | 'wrong'
  readonly done: boolean
  readonly lineEnd: '\n' | '\r\n'
  readonly comments: boolean
  readonly splitWrites: boolean
  readonly gzip: boolean
  readonly multiByte: boolean
  readonly prefixCache: boolean | number
  readonly replay: boolean
  readonly earlyStop: number | null
  readonly faults: readonly Fault[]
  readonly tls: { readonly key: string; readonly cert: string } | null
  readonly metrics: 'vllm' | 'llama-server' | false
  readonly text: NonNullable<Named['text']> | null
  readonly keepStamps: number
}

interface Check {
  readonly accepts: (value: unknown) => boolean
  /** End of the message, after the value. */
  readonly wanted: string
}

const flag: Check = { accepts: (value) => typeof value === 'boolean', wanted: 'give true or false' }
const milliseconds = number(0, 86_400_000, 'give milliseconds, 0 or more')
const text: Check = { accepts: (value) => typeof value === 'string' && value !== '', wanted: 'give a text' }

const checks: Readonly<Record<keyof MockServerOptions, Check>> = {
  host: oneOf('127.0.0.1'),
  port: whole(0, 65_535),
  ttft: milliseconds,
  interToken: milliseconds,
  tokens: whole(1, mostTokens),
  jitter: number(0, 10, 'give a share of 0 or more, such as 0.2'),
  seed: whole(0, 2 ** 32 - 1),
  models: {
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((name) => text.accepts(name)),
    wanted: 'give a list of names',
  },
  apiKey: text,
  slots: whole(1, 1_000_000),
  tokensPerChunk: whole(1, mostTokens),
  reasoningTokens: whole(0, mostTokens),
  reasoningField: oneOf('reasoning_content', 'reasoning'),
  toolCall: flag,
  roleChunk: flag,
  usage: oneOf('last', 'always', 'absent', 'wrong'),
  done: flag,
  lineEnd: oneOf('\n', '\r\n'),
  comments: flag,
  splitWrites: flag,
  gzip: flag,
  multiByte: flag,
  prefixCache: {
    accepts: (value) => typeof value === 'boolean' || (typeof value === 'number' && value >= 0 && value <= 1),
    wanted: 'give true, false or a share from 0 to 1',
  },
  replay: flag,
  earlyStop: whole(1, mostTokens),
  faults: {
    accepts: (value) => Array.isArray(value),
    wanted: "give a list such as [{ kind: 'stall', share: 0.1 }]",
  },
  tls: {
    accepts: (value) => isObject(value) && text.accepts(value['key']) && text.accepts(value['cert']),
    wanted: 'give { key, cert } in PEM',
  },
  metrics: oneOf('vllm', 'llama-server', false),
  text: {
    accepts: (value) => typeof value === 'function' || (typeof value === 'string' && value.trim() !== ''),
    wanted: 'give a text of at least one word, or a function that returns one',
  },
  keepStamps: whole(0, 10_000_000),
}

const faultChecks: Readonly<Record<keyof Fault, Check>> = {
  kind: {
    accepts: (value) => typeof value === 'string' && isFaultKind(value),
    wanted: `give one of ${faultKinds.join(', ')}`,
  },
  share: number(0, 1, 'give a share from 0 to 1'),
  every: whole(1, Number.MAX_SAFE_INTEGER),
  requests: {
    accepts: (value) => Array.isArray(value) && value.every((index) => Number.isInteger(index) && index >= 0),
    wanted: 'give a list of whole numbers, counted from 0',
  },
  after: whole(0, mostTokens),
  interval: milliseconds,
  retryAfter: whole(0, 86_400),
}

/** Names of all options, for a command line that offers them. */
export const mockServerOptionNames: readonly (keyof MockServerOptions)[] = Object.keys(
  checks,
) as (keyof MockServerOptions)[]

/**
 * The options with their defaults, checked.
 * @throws LlmBenchError `invalid-option` naming the option, the value and what it takes
 */
export function settingsOf(options: MockServerOptions): Settings {
  assertAccepted(options, checks, 'option')
  const { faults = [] } = options
  for (const [index, fault] of faults.entries()) assertAccepted(fault, faultChecks, `option faults[${index}].`)
  return {
    port: options.port ?? 0,
    ttft: options.ttft ?? 50,
    interToken: options.interToken ?? 10,
    tokens: options.tokens ?? null,
    jitter: options.jitter ?? 0,
    seed: options.seed ?? 1,
    models: options.models ?? ['mock-model'],
    apiKey: options.apiKey ?? null,
    slots: options.slots ?? Number.POSITIVE_INFINITY,
    tokensPerChunk: options.tokensPerChunk ?? 1,
    reasoningTokens: options.reasoningTokens ?? 0,
    reasoningField: options.reasoningField ?? 'reasoning_content',
    toolCall: options.toolCall ?? false,
    roleChunk: options.roleChunk ?? true,
    usage: options.usage ?? 'last',
    done: options.done ?? true,
    lineEnd: options.lineEnd ?? '\n',
    comments: options.comments ?? false,
    splitWrites: options.splitWrites ?? false,
    gzip: options.gzip ?? false,
    multiByte: options.multiByte ?? false,
    prefixCache: options.prefixCache ?? false,
    replay: options.replay ?? false,
    earlyStop: options.earlyStop ?? null,
    faults,
    tls: options.tls ?? null,
    metrics: options.metrics ?? 'vllm',
    text: options.text ?? null,
    keepStamps: options.keepStamps ?? 10_000,
  }
}

function assertAccepted(given: object, known: Readonly<Record<string, Check>>, prefix: string): void {
  const label = (name: string): string => (prefix.endsWith('.') ? `${prefix}${name}` : `${prefix} ${name}`)
  if (!isObject(given)) throw invalid(`${prefix.replace(/\.$/, '')} is ${shown(given)}: give an object`)
  for (const [name, value] of Object.entries(given)) {
    const check = known[name]
    if (check === undefined) {
      throw invalid(`${label(name)} is unknown to the mock server; there are ${Object.keys(known).join(', ')}`)
    }
    // The key and the certificate's key stay out of messages.
    const value_ = name === 'apiKey' || name === 'tls' ? 'not usable' : shown(value)
    if (value !== undefined && !check.accepts(value)) throw invalid(`${label(name)} is ${value_}: ${check.wanted}`)
  }
  if ('kind' in known && given['kind'] === undefined) {
    throw invalid(`${label('kind')} is missing: ${known['kind']?.wanted ?? ''}`)
  }
}

function whole(least: number, most: number): Check {
  return {
    accepts: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    wanted: `give a whole number from ${least} to ${most}`,
  }
}

function number(least: number, most: number, wanted: string): Check {
  return { accepts: (value) => typeof value === 'number' && value >= least && value <= most, wanted }
}

function oneOf(...values: readonly unknown[]): Check {
  return {
    accepts: (value) => values.includes(value),
    wanted: `give ${values.map((value) => JSON.stringify(value)).join(' or ')}`,
  }
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return (JSON.stringify(value) ?? typeof value).slice(0, 100)
}

function invalid(message: string): LlmBenchError {
  return new LlmBenchError('invalid-option', message)
}
