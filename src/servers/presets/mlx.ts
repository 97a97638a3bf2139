import { basename } from 'node:path'
import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { text, whole } from '../../option-check/kinds.ts'
import { flag } from './flag.ts'
import { given } from './given.ts'
import { commonEntries } from './preset-options.ts'
import { type InstallHint, PORT_PLACE, type ServerSpec, withKey } from '../server-spec.ts'
import { localModel } from './local-model.ts'
import { otherPlaces, refuseFlags } from './refuse-flags.ts'
import type { CommonServerOptions } from './shared-options.ts'

/** Options of {@link mlx}; one that is left out is the server's own choice. */
export interface MlxOptions extends CommonServerOptions {
  /** Hugging Face name or local folder of a model in MLX format. A path begins with `/`, `./`, `../` or `~/`. */
  readonly model: string
  /** Number of requests that are decoded at the same time (`--decode-concurrency`). */
  readonly parallel?: number
  /** Lets a prompt reuse what earlier ones left; false by default (`--prompt-cache-size 0`). */
  readonly cachePrompt?: boolean
}

const schema = v.strictObject({
  model: v.pipe(text, v.description('a name on Hugging Face, or a local folder')),
  parallel: v.optional(whole),
  cachePrompt: v.optional(v.boolean()),
  ...commonEntries,
})

const start = 'and start Vitest where its environment is active, or give the Python that has it as binary'

const installHint: InstallHint = {
  darwin: `pip install mlx-lm, ${start}`,
  linux: `pip install "mlx[cpu]" mlx-lm (or "mlx[cuda]"), ${start}`,
  win32: 'mlx-lm needs macOS or Linux: run the benchmark in WSL, or use server.llamaServer() here',
}

/** How a Python runs it: as a module. */
const asModule = ['-m', 'mlx_lm', 'server']

/**
 * The spec of MLX's server, `mlx_lm.server`, on Apple Silicon, or on Linux with MLX's builds for processors or
 * CUDA. Where only a Python has it, it is run as `python -m mlx_lm server`; `binary` may be such a Python, too.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function mlx(options: MlxOptions): ServerSpec {
  const call = optionsOf('server.mlx')
  checkOptions(schema, options, { call })
  refuseFlags(options.args, { ...otherPlaces, '--model': 'the option model in its place' }, call)
  const { parallel, cachePrompt = false } = options
  const { model, files } = localModel(options.model, options.cwd)
  const isPython = /^python[\d.]*(\.exe)?$/i.test(basename(options.binary ?? ''))
  return withKey({
    name: 'mlx_lm.server',
    command: options.binary ?? 'mlx_lm.server',
    places: { variable: null, cached: null },
    module: options.binary === undefined ? { name: 'mlx_lm', args: asModule } : null,
    args: [
      ...(isPython ? asModule : []),
      ...flag('--model', model),
      ...flag('--host', '127.0.0.1'),
      ...flag('--port', PORT_PLACE),
      ...flag('--decode-concurrency', parallel),
      ...flag('--prompt-cache-size', cachePrompt ? undefined : 0),
      ...(options.args ?? []),
    ],
    env: { ...options.env },
    cwd: options.cwd ?? null,
    url: `http://127.0.0.1:${PORT_PLACE}/v1`,
    healthPath: '/health',
    readyTimeoutMs: options.readyTimeout ?? 600_000,
    files,
    model,
    requiredModel: null,
    // Its health answers before the model is in memory.
    preload: { path: '/v1/completions', body: { model, prompt: 'a', max_tokens: 1 } },
    platforms: ['darwin-arm64', 'linux-x64', 'linux-arm64'],
    metrics: null,
    // It has no command that prints it.
    version: { by: 'fingerprint', pattern: String.raw`^(\d+(?:\.\d+)+)` },
    settings: given({ slots: parallel, cachePrompt }),
    installHint,
  })
}
