import * as v from 'valibot'
import { text, wholeOrZero } from '../option-check/kinds.ts'
import { secret } from '../option-check/secret.ts'
import { faultKinds, type Fault } from './faults/faults.ts'
import { mockItemsSchema } from './items/items-schema.ts'
import { mostTokens } from './most-tokens.ts'
import type { MockServerOptions } from './options.ts'

const flag = v.optional(v.boolean())
const milliseconds = v.optional(
  v.pipe(v.number(), v.minValue(0), v.maxValue(86_400_000), v.description('milliseconds of 0 or more')),
)
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a share from 0 to 1'))

const headerText = v.pipe(
  v.string(),
  v.regex(/^[\x20-\x7e]+$/),
  v.description('a text for the header, without line breaks'),
)

const faultEntries: Readonly<Record<keyof Fault, v.GenericSchema>> = {
  kind: v.pipe(v.picklist(faultKinds), v.description(`one of ${faultKinds.join(', ')}`)),
  share: v.optional(share),
  every: whole(1, Number.MAX_SAFE_INTEGER),
  requests: v.optional(v.pipe(v.array(wholeOrZero), v.description('a list of whole numbers, counted from 0'))),
  after: whole(0, mostTokens),
  interval: milliseconds,
  retryAfter: v.optional(v.union([v.pipe(v.number(), v.minValue(0)), headerText])),
  retryAfterHeader: v.optional(v.pipe(v.string(), v.regex(/^[\w-]+$/), v.description('the name of a header'))),
  status: v.optional(v.picklist([301, 302, 303, 307, 308])),
  coding: v.optional(v.picklist(['br', 'gzip', 'deflate', 'zstd'])),
  finish: v.optional(text),
}

/** Schemas of {@link MockServerOptions}. */
export const mockServerEntries: Readonly<Record<keyof MockServerOptions, v.GenericSchema>> = {
  host: v.optional(v.literal('127.0.0.1')),
  port: whole(0, 65_535),
  ttft: milliseconds,
  interToken: milliseconds,
  tokens: whole(1, mostTokens),
  jitter: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(10), v.description('a share of 0 or more, such as 0.2')),
  ),
  seed: whole(0, 2 ** 32 - 1),
  models: v.optional(v.pipe(v.array(text), v.minLength(1), v.description('a list of names'))),
  apiKey: v.optional(secret(text)),
  keyStatus: v.optional(v.picklist([400, 401, 403, 500])),
  keyHeader: v.optional(text),
  query: v.optional(secret(v.pipe(v.record(text, v.string()), v.description('an object of names and texts')))),
  modelList: v.optional(v.picklist(['open', 'forbidden', 'absent', 'empty', 'null', 'blank'])),
  listed: v.optional(v.pipe(v.array(text), v.description('a list of names'))),
  loading: milliseconds,
  coldStart: milliseconds,
  warming: whole(0, 1_000_000),
  mostLoaded: whole(1, 1_000_000),
  unloadTime: milliseconds,
  brokenModels: v.optional(v.pipe(v.array(text), v.description('a list of names'))),
  software: v.optional(
    v.picklist([
      'llama-server',
      'llama-router',
      'vllm',
      'ollama',
      'llama-swap',
      'lm-studio',
      'litellm',
      'mlx-lm',
      'fm',
    ]),
  ),
  refuseFields: v.optional(
    v.pipe(
      v.record(text, v.picklist(['openai', 'pydantic', 'vague'])),
      v.description('an object such as { temperature: "openai", stream_options: "pydantic" }'),
    ),
  ),
  slots: whole(1, 1_000_000),
  tokensPerChunk: whole(1, mostTokens),
  reasoningTokens: whole(0, mostTokens),
  reasoningField: v.optional(v.union([v.picklist(['reasoning_content', 'reasoning']), v.literal(false)])),
  toolCall: flag,
  roleChunk: flag,
  usage: v.optional(v.picklist(['last', 'always', 'absent', 'wrong', 'few', 'zeros', 'nonsense', 'sometimes'])),
  done: flag,
  lineEnd: v.optional(v.picklist(['\n', '\r\n'])),
  comments: flag,
  splitWrites: flag,
  gzip: flag,
  multiByte: flag,
  prefixCache: v.optional(v.union([v.boolean(), share])),
  cachedInUsage: flag,
  drafts: v.optional(v.strictObject({ accepted: share, inAnswers: flag })),
  context: whole(1, 1_000_000),
  replay: flag,
  earlyStop: whole(1, mostTokens),
  faults: v.optional(
    v.pipe(v.array(v.strictObject(faultEntries)), v.description('a list such as [{ kind: "stall", share: 0.1 }]')),
  ),
  tls: v.optional(secret(v.pipe(v.object({ key: text, cert: text }), v.description('{ key, cert } in PEM')))),
  oneConnection: flag,
  closesQuietly: flag,
  metricsKey: flag,
  metrics: v.optional(v.union([v.picklist(['vllm', 'llama-server', 'sglang']), v.literal(false)])),
  text: v.optional(
    v.pipe(
      v.union([v.pipe(v.string(), v.regex(/\S/)), v.function()]),
      v.description('a text of at least one word, or a function that returns one'),
    ),
  ),
  items: v.optional(mockItemsSchema),
  keepStamps: whole(0, 10_000_000),
}

/** Schema of {@link MockServerOptions}. */
export const mockServerSchema: v.GenericSchema = v.strictObject(mockServerEntries)

/** Schema of `SpawnedMockServerOptions`, but that a text may be a function, which has a sentence of its own. */
export const spawnedMockServerSchema: v.GenericSchema = v.strictObject({
  ...mockServerEntries,
  processes: whole(1, 64),
})

function whole(least: number, most: number): v.GenericSchema<number | undefined> {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)))
}
