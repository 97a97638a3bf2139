import type { Call } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import type { Fault } from './faults/faults.ts'
import type { MockItemsOptions } from './items/items-options.ts'
import type { MockServerOptions } from './options.ts'
import { mockServerEntries, mockServerSchema } from './settings-schema.ts'

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
  readonly keyStatus: 400 | 401 | 403 | 500
  readonly keyHeader: string
  readonly query: Readonly<Record<string, string>>
  readonly modelList: 'open' | 'forbidden' | 'absent' | 'empty' | 'null' | 'blank'
  readonly listed: readonly string[]
  readonly loading: number
  readonly coldStart: number
  readonly warming: number
  readonly mostLoaded: number
  readonly unloadTime: number
  readonly brokenModels: readonly string[]
  readonly software: Named['software'] | null
  readonly refuseFields: NonNullable<Named['refuseFields']>
  readonly slots: number
  readonly tokensPerChunk: number
  readonly reasoningTokens: number
  readonly reasoningField: 'reasoning_content' | 'reasoning' | false
  readonly toolCall: boolean
  readonly roleChunk: boolean
  readonly usage: 'last' | 'always' | 'absent' | 'wrong' | 'few' | 'zeros' | 'nonsense' | 'sometimes'
  readonly done: boolean
  readonly lineEnd: '\n' | '\r\n'
  readonly comments: boolean
  readonly splitWrites: boolean
  readonly gzip: boolean
  readonly multiByte: boolean
  readonly prefixCache: boolean | number
  readonly cachedInUsage: boolean
  readonly drafts: NonNullable<Named['drafts']> | null
  readonly context: number
  readonly replay: boolean
  readonly earlyStop: number | null
  readonly faults: readonly Fault[]
  readonly tls: { readonly key: string; readonly cert: string } | null
  readonly metrics: 'vllm' | 'llama-server' | 'sglang' | false
  readonly metricsKey: boolean
  readonly oneConnection: boolean
  readonly closesQuietly: boolean
  readonly text: NonNullable<Named['text']> | null
  readonly items: MockItemsOptions
  readonly keepStamps: number
}

/** Names of all options, for a command line that offers them. */
export const mockServerOptionNames: readonly (keyof MockServerOptions)[] = Object.keys(
  mockServerEntries,
) as (keyof MockServerOptions)[]

/**
 * The options with their defaults.
 *
 * @param call the call they were given to
 * @throws LlmBenchError `invalid-option` naming the option, the value and the values it takes
 */
export function settingsOf(options: MockServerOptions, call: Call): Settings {
  checkOptions(mockServerSchema, options, { call })
  const { faults = [] } = options
  return {
    port: options.port ?? 0,
    ttft: options.ttft ?? 50,
    interToken: options.interToken ?? 10,
    tokens: options.tokens ?? null,
    jitter: options.jitter ?? 0,
    seed: options.seed ?? 1,
    models: options.models ?? ['mock-model'],
    apiKey: options.apiKey ?? null,
    keyStatus: options.keyStatus ?? 401,
    keyHeader: (options.keyHeader ?? 'authorization').toLowerCase(),
    query: options.query ?? {},
    modelList: options.modelList ?? 'open',
    listed: options.listed ?? options.models ?? ['mock-model'],
    loading: options.loading ?? 0,
    coldStart: options.coldStart ?? 0,
    warming: options.warming ?? 0,
    mostLoaded: options.mostLoaded ?? Number.POSITIVE_INFINITY,
    unloadTime: options.unloadTime ?? 0,
    brokenModels: options.brokenModels ?? [],
    software: options.software ?? null,
    refuseFields: options.refuseFields ?? {},
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
    cachedInUsage: options.cachedInUsage ?? true,
    drafts: options.drafts ?? null,
    context: options.context ?? Number.POSITIVE_INFINITY,
    replay: options.replay ?? false,
    earlyStop: options.earlyStop ?? null,
    faults,
    tls: options.tls ?? null,
    metrics: options.metrics ?? 'vllm',
    metricsKey: options.metricsKey ?? false,
    oneConnection: options.oneConnection ?? false,
    closesQuietly: options.closesQuietly ?? false,
    text: options.text ?? null,
    items: options.items ?? {},
    keepStamps: options.keepStamps ?? 10_000,
  }
}
