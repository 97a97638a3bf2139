import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { text } from '../../option-check/kinds.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { commonEntries } from './preset-options.ts'
import { type MetricsKind, PORT_PLACE, type ServerSpec, withKey } from '../server-spec.ts'
import { valueOfFlag } from './refuse-flags.ts'
import type { CommonServerOptions } from './shared-options.ts'

/** Options of {@link command}. `{port}` in arguments, environment and `url` is a free port. */
export interface CommandOptions extends Omit<CommonServerOptions, 'binary'> {
  /** Program: a name on PATH, or a path. */
  readonly command: string
  /** Name in messages; the command by default. */
  readonly name?: string
  /** Base address of its API; `http://127.0.0.1:{port}/v1` by default. */
  readonly url?: string
  /** Path that answers 200 when the server is ready; `/health` by default. */
  readonly healthPath?: string
  /** Model name that requests are to carry. */
  readonly model?: string
  /** Server whose Prometheus metrics it serves under `/metrics`; none by default. */
  readonly metrics?: MetricsKind
  /** Arguments that make the program print its version; none by default. */
  readonly versionArgs?: readonly string[]
}

const { binary: _binary, ...shared } = commonEntries

const localAddress = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):(\d+|\{port\})(\/|$)/

const schema = v.strictObject({
  command: v.pipe(text, v.description('the name of a program, or its path')),
  name: v.optional(text),
  url: v.optional(
    v.pipe(
      v.string(),
      v.regex(localAddress),
      v.description('an address of this machine with a port, such as http://127.0.0.1:{port}/v1'),
    ),
  ),
  healthPath: v.optional(v.pipe(v.string(), v.regex(/^\//), v.description('a path that begins with /'))),
  model: v.optional(text),
  metrics: v.optional(v.picklist(['llama-server', 'vllm', 'sglang'])),
  versionArgs: v.optional(v.array(v.string())),
  ...shared,
})

/**
 * The spec of any other server that speaks the OpenAI API on this machine.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function command(options: CommandOptions): ServerSpec {
  const call = optionsOf('server.command')
  checkOptions(schema, options, { call })
  const url = options.url ?? `http://127.0.0.1:${PORT_PLACE}/v1`
  const port = valueOfFlag(options.args, '--port')
  if (port !== null && !port.includes(PORT_PLACE) && url.includes(PORT_PLACE))
    throw notAllowed(
      call('args'),
      `"--port ${port}" without a url of that port`,
      `--port ${PORT_PLACE}, or url: its address, for a port that it always has`,
    )
  const name = options.name ?? options.command
  const hint = 'check the name, put the program on PATH, or give its full path'
  return withKey({
    name,
    command: options.command,
    places: { variable: null, cached: null },
    module: null,
    args: options.args ?? [],
    env: { ...options.env },
    cwd: options.cwd ?? null,
    url,
    healthPath: options.healthPath ?? '/health',
    readyTimeoutMs: options.readyTimeout ?? 300_000,
    files: [],
    model: options.model ?? null,
    requiredModel: null,
    preload: null,
    platforms: null,
    metrics: options.metrics ?? null,
    version:
      options.versionArgs === undefined
        ? null
        : { by: 'arguments', args: options.versionArgs, pattern: String.raw`^(.*\d.*)$` },
    settings: {},
    installHint: { darwin: hint, linux: hint, win32: hint },
  })
}
