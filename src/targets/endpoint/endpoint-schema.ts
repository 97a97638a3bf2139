import * as v from 'valibot'
import { priceSchema } from '../../cost/price-schema.ts'
import { milliseconds, notNegative, text, whole } from '../../option-check/kinds.ts'
import { named } from '../../option-check/named.ts'
import { secret } from '../../option-check/secret.ts'
import { answersAsSchema } from '../load/answers-as-schema.ts'
import { hostsSchema } from '../load/hosts-schema.ts'
import { exampleAddress } from './base-address.ts'
import type { EndpointOptions } from './endpoint-options.ts'

const headerName = v.pipe(v.string(), v.regex(/^[\w!#$%&'*+.^`|~-]+$/))
// oxlint-disable-next-line no-control-regex -- what would end a header and begin another
const headerValue = v.pipe(v.string(), v.regex(/^[^\u0000-\u0008\u000A-\u001F\u007F]*$/))

const key = v.pipe(
  headerValue,
  v.minLength(1),
  v.description('a text that is not empty and has no line break, or leave it out (is the environment variable set?)'),
)

const headers = v.pipe(
  named(
    headerName,
    v.pipe(headerValue, v.description('a name and a text that HTTP allows in a header, without a line break')),
  ),
  v.description('an object of names and texts'),
)

const path = v.pipe(
  v.string(),
  v.regex(/^(?!\/\/)(?!.*:\/\/)[!"$-~]+$/),
  v.description("a path below the url such as 'generate', or from the origin such as '/health'"),
)

const query = v.pipe(
  named(v.pipe(v.string(), v.minLength(1)), v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean()])),
  v.description('an object of names and texts'),
)

const recordingPath = v.pipe(text, v.description("a path from the project's root, such as 'recordings/api.jsonl'"))

const fieldName = v.pipe(v.string(), v.minLength(1))

const fields = v.pipe(
  named(
    fieldName,
    v.optional(v.pipe(v.union([fieldName, v.literal(false)]), v.description('another name, or false to leave it out'))),
  ),
  v.description("an object such as { temperature: false, max_tokens: 'max_completion_tokens' }"),
)

const timeouts = v.strictObject({
  connect: v.optional(milliseconds),
  firstToken: v.optional(milliseconds),
  stall: v.optional(milliseconds),
  total: v.optional(milliseconds),
})

const tls = v.strictObject({
  ca: v.optional(v.string()),
  rejectUnauthorized: v.optional(v.boolean()),
  servername: v.optional(v.string()),
})

type Tls = NonNullable<EndpointOptions['tls']>

/** Endpoint options as a file without types may give them, too. */
interface CheckedOptions extends Omit<EndpointOptions, 'tls'> {
  readonly tls?: { readonly [Key in keyof Tls]: Tls[Key] | undefined } | undefined
}

/** Schema of {@link EndpointOptions}; its address is checked afterwards. */
export const endpointSchema: v.GenericSchema<CheckedOptions> = v.pipe(
  v.strictObject({
    url: v.pipe(text, v.description(`an address such as ${exampleAddress}`)),
    model: v.optional(v.pipe(text, v.description('the name of a model, or leave it out'))),
    apiKey: v.optional(secret(key)),
    headers: v.optional(secret(headers)),
    timeout: v.optional(v.union([milliseconds, timeouts])),
    tls: v.optional(tls),
    proxy: v.optional(
      secret(
        v.pipe(
          v.union([text, v.literal(false)]),
          v.description('the address of an HTTP proxy, such as http://127.0.0.1:3128, or false for none'),
        ),
      ),
    ),
    hosts: v.optional(hostsSchema),
    metrics: v.optional(
      secret(
        v.pipe(
          v.union([v.boolean(), text]),
          v.description('true, false, or the address of the metrics, such as http://127.0.0.1:8000/metrics'),
        ),
      ),
    ),
    fields: v.optional(fields),
    paths: v.optional(
      v.strictObject({
        chat: v.optional(path),
        completion: v.optional(path),
        embedding: v.optional(path),
        rerank: v.optional(path),
        models: v.optional(path),
      }),
    ),
    query: v.optional(secret(query)),
    apiKeyHeader: v.optional(v.pipe(headerName, v.description('the name of a header, such as "api-key"'))),
    health: v.optional(v.pipe(v.union([v.boolean(), path]), v.description('true, false or a path such as "/health"'))),
    readyTimeout: v.optional(v.pipe(notNegative, v.description('milliseconds of 0 or more'))),
    contextSize: v.optional(v.pipe(whole, v.description('a whole number of tokens of 1 or more'))),
    answersAs: v.optional(answersAsSchema),
    price: v.optional(priceSchema),
    record: v.optional(recordingPath),
    replay: v.optional(recordingPath),
  }),
  v.description('an address or { url, … }'),
)
