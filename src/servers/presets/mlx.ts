import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { text, whole } from '../../option-check/kinds.ts'
import { flag } from './flag.ts'
import { commonEntries } from './preset-options.ts'
import { type InstallHint, PORT_PLACE, type ServerSpec, withKey } from '../server-spec.ts'
import type { CommonServerOptions } from './shared-options.ts'

/** Options of {@link mlx}; one that is left out is the server's own choice. */
export interface MlxOptions extends CommonServerOptions {
  /** Hugging Face name or local folder of a model in MLX format. */
  readonly model: string
  /** Number of requests that are decoded at the same time (`--decode-concurrency`). */
  readonly parallel?: number
}

const schema = v.strictObject({
  model: v.pipe(text, v.description('a name on Hugging Face, or a local folder')),
  parallel: v.optional(whole),
  ...commonEntries,
})

const elsewhere = 'MLX needs macOS on Apple Silicon: use server.llamaServer() here'

const installHint: InstallHint = {
  darwin: 'pip install mlx-lm, and start Vitest where its environment is active',
  linux: elsewhere,
  win32: elsewhere,
}

/**
 * The spec of MLX's server, `mlx_lm.server`: macOS on Apple Silicon only. It reuses the caches of earlier
 * prompts and has no way to switch that off.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function mlx(options: MlxOptions): ServerSpec {
  checkOptions(schema, options, { call: optionsOf('server.mlx') })
  const { model, parallel } = options
  return withKey({
    name: 'mlx_lm.server',
    command: options.binary ?? 'mlx_lm.server',
    places: { variable: null, cached: null },
    args: [
      ...flag('--model', model),
      ...flag('--host', '127.0.0.1'),
      ...flag('--port', PORT_PLACE),
      ...flag('--decode-concurrency', parallel),
      ...(options.args ?? []),
    ],
    env: { ...options.env },
    cwd: options.cwd ?? null,
    url: `http://127.0.0.1:${PORT_PLACE}/v1`,
    healthPath: '/health',
    readyTimeoutMs: options.readyTimeout ?? 600_000,
    files: [],
    model,
    requiredModel: null,
    // Its health answers before the model is in memory.
    preload: { path: '/v1/completions', body: { model, prompt: 'a', max_tokens: 1 } },
    platforms: ['darwin-arm64'],
    metrics: null,
    version: null,
    installHint,
  })
}
