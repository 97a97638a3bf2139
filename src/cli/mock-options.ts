import { readFileSync } from 'node:fs'
import { type MockServerOptions, mockServerOptionNames } from '../mock-server/index.ts'
import type { OptionsConfig } from './parameters.ts'
import type { LlmBenchError } from '../errors.ts'
import type { Call } from '../option-check/call.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'

/** Form of an option of the mock server on a command line; `tls` is two files. */
type Written = 'flag' | 'number' | 'text' | 'list' | 'json' | 'share' | Readonly<Record<string, unknown>>

const written: Readonly<Record<Exclude<keyof MockServerOptions, 'tls'>, Written>> = {
  host: 'text',
  port: 'number',
  ttft: 'number',
  interToken: 'number',
  tokens: 'number',
  jitter: 'number',
  seed: 'number',
  models: 'list',
  apiKey: 'text',
  keyStatus: 'number',
  keyHeader: 'text',
  query: 'json',
  modelList: 'text',
  listed: 'list',
  loading: 'number',
  coldStart: 'number',
  warming: 'number',
  mostLoaded: 'number',
  unloadTime: 'number',
  brokenModels: 'list',
  software: 'text',
  refuseFields: 'json',
  slots: 'number',
  tokensPerChunk: 'number',
  reasoningTokens: 'number',
  reasoningField: 'text',
  toolCall: 'flag',
  roleChunk: 'flag',
  usage: 'text',
  done: 'flag',
  lineEnd: { lf: '\n', crlf: '\r\n' },
  comments: 'flag',
  splitWrites: 'flag',
  gzip: 'flag',
  multiByte: 'flag',
  context: 'number',
  prefixCache: 'share',
  cachedInUsage: 'flag',
  drafts: 'json',
  replay: 'flag',
  earlyStop: 'number',
  faults: 'json',
  metrics: { vllm: 'vllm', 'llama-server': 'llama-server', sglang: 'sglang', off: false },
  metricsKey: 'flag',
  oneConnection: 'flag',
  closesQuietly: 'flag',
  text: 'text',
  items: 'json',
  keepStamps: 'number',
}

const jsonExamples: Readonly<Record<string, string>> = {
  faults: '[{"kind":"stall","share":0.1}]',
  query: '{"api-version":"2024-10-21"}',
  'refuse-fields': '{"temperature":"openai"}',
}

const command = 'llm-bench mock'

/** The command in a message about one of the server's options, whose path begins with its name. */
export const mockCall: Call = (path) => `${command} --${path.replace(/^[a-z]+/i, kebab)}`

/** The options of `llm-bench mock`, for `parseArgs`. */
export const mockOptionsConfig: OptionsConfig = {
  ...Object.fromEntries(
    Object.entries(written).map(([name, how]) => [
      kebab(name),
      { type: how === 'flag' ? 'boolean' : 'string' } as const,
    ]),
  ),
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
}

/**
 * The options of the mock server that were given; the server itself checks their values.
 * @throws LlmBenchError `invalid-option` for a value that cannot be read as the option wants it
 */
export function mockOptionsOf(values: Readonly<Record<string, unknown>>): MockServerOptions {
  const given: Record<string, unknown> = {}
  for (const name of mockServerOptionNames) {
    const value = values[kebab(name)]
    if (name !== 'tls' && value !== undefined) given[name] = valueOf(kebab(name), written[name], value)
  }
  const tls = tlsOf(values['tls-cert'], values['tls-key'])
  return tls === null ? given : { ...given, tls }
}

function valueOf(option: string, how: Written, value: unknown): unknown {
  if (typeof value !== 'string' || how === 'text' || how === 'flag') return value
  if (how === 'list') return value.split(',').map((entry) => entry.trim())
  if (how === 'number') return numberOf(option, value, 'a number')
  if (how === 'share')
    return value === 'true' || value === 'false'
      ? value === 'true'
      : numberOf(option, value, 'true, false or a share from 0 to 1')
  if (how === 'json') {
    try {
      return JSON.parse(value)
    } catch (cause) {
      throw refused(option, shown(value), `JSON such as '${jsonExamples[option] ?? '{}'}'`, cause)
    }
  }
  if (Object.hasOwn(how, value)) return how[value]
  throw refused(option, shown(value), Object.keys(how).join(' or '))
}

function numberOf(option: string, text: string, wanted: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isNaN(value)) return value
  throw refused(option, shown(text), wanted)
}

function tlsOf(cert: unknown, key: unknown): { key: string; cert: string } | null {
  if (cert === undefined && key === undefined) return null
  if (typeof cert !== 'string' || typeof key !== 'string') {
    throw refused(cert === undefined ? 'tls-key' : 'tls-cert', 'one file', 'both --tls-cert and --tls-key')
  }
  return { cert: fileText('tls-cert', cert), key: fileText('tls-key', key) }
}

function fileText(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    throw refused(option, `"${path}", which cannot be read (${code}),`, 'a PEM file', cause)
  }
}

function refused(option: string, value: string, wanted: string, cause?: unknown): LlmBenchError {
  return notAllowed(`${command} --${option}`, value, wanted, { cause })
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
