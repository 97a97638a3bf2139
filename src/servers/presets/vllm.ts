import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { text, whole, wholeOrZero } from '../../option-check/kinds.ts'
import { flag } from './flag.ts'
import { given } from './given.ts'
import { commonEntries } from './preset-options.ts'
import { type InstallHint, PORT_PLACE, type ServerSpec, withKey } from '../server-spec.ts'
import { localModel } from './local-model.ts'
import { otherPlaces, numberOfFlag, refuseFlags, valueOfFlag } from './refuse-flags.ts'
import type { CommonServerOptions } from './shared-options.ts'

/** Options of {@link vllm}; one that is left out is vLLM's own choice. */
export interface VllmOptions extends CommonServerOptions {
  /** Hugging Face name or local folder of the model. A path begins with `/`, `./`, `../` or `~/`. */
  readonly model: string
  /** Tokens a sequence holds (`--max-model-len`). */
  readonly contextSize?: number
  /** Number of sequences that are decoded at the same time (`--max-num-seqs`). */
  readonly parallel?: number
  /** Weight and activation type, for example `bfloat16`. */
  readonly dtype?: string
  readonly quantization?: string
  /** Number of GPUs the model is split over. */
  readonly tensorParallel?: number
  /** Share of the GPU's memory that vLLM takes, above 0 up to 1. */
  readonly gpuMemoryUtilization?: number
  /** Lets prompts share their common beginning; false by default, so that each is evaluated whole. */
  readonly cachePrompt?: boolean
  readonly seed?: number
}

const schema = v.strictObject({
  model: v.pipe(text, v.description('a name on Hugging Face, or a local folder')),
  contextSize: v.optional(whole),
  parallel: v.optional(whole),
  dtype: v.optional(text),
  quantization: v.optional(text),
  tensorParallel: v.optional(whole),
  gpuMemoryUtilization: v.optional(
    v.pipe(v.number(), v.gtValue(0), v.maxValue(1), v.description('a share above 0, at most 1')),
  ),
  cachePrompt: v.optional(v.boolean()),
  seed: v.optional(wholeOrZero),
  ...commonEntries,
})

const installation = 'https://docs.vllm.ai/en/latest/getting_started/installation/'

const installHint: InstallHint = {
  darwin: `pip install vllm (from source on Apple Silicon): ${installation}`,
  linux: `pip install vllm, and start Vitest where its environment is active: ${installation}`,
  win32: `vLLM needs Linux: run the benchmark in WSL, ${installation}`,
}

/**
 * The spec of vLLM's OpenAI-compatible server.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function vllm(options: VllmOptions): ServerSpec {
  const call = optionsOf('server.vllm')
  checkOptions(schema, options, { call })
  refuseFlags(options.args, { ...otherPlaces, '--model': 'the option model in its place' }, call)
  const { cachePrompt = false } = options
  const { model, files } = localModel(options.model, options.cwd)
  return withKey({
    name: 'vllm',
    command: options.binary ?? 'vllm',
    places: { variable: null, cached: null },
    module: null,
    args: [
      'serve',
      model,
      ...flag('--host', '127.0.0.1'),
      ...flag('--port', PORT_PLACE),
      ...flag('--max-model-len', options.contextSize),
      ...flag('--max-num-seqs', options.parallel),
      ...flag('--dtype', options.dtype),
      ...flag('--quantization', options.quantization),
      ...flag('--tensor-parallel-size', options.tensorParallel),
      ...flag('--gpu-memory-utilization', options.gpuMemoryUtilization),
      ...flag('--seed', options.seed),
      // Without the details nobody knows which input was evaluated.
      ...(cachePrompt ? ['--enable-prefix-caching', '--enable-prompt-tokens-details'] : ['--no-enable-prefix-caching']),
      ...(options.args ?? []),
    ],
    env: { ...options.env },
    cwd: options.cwd ?? null,
    url: `http://127.0.0.1:${PORT_PLACE}/v1`,
    healthPath: '/health',
    // Compiling and capturing graphs takes minutes; downloading the weights more.
    readyTimeoutMs: options.readyTimeout ?? 1_200_000,
    files,
    // The name that it is told to answer to is the one that requests need.
    model: valueOfFlag(options.args, '--served-model-name') ?? model,
    requiredModel: null,
    preload: null,
    platforms: null,
    metrics: 'vllm',
    // `vllm --version` imports all of it, which takes as long as a small model takes to load.
    version: { by: 'http', path: '/version', field: 'version' },
    settings: given({
      slots: options.parallel ?? numberOfFlag(options.args, '--max-num-seqs'),
      dtype: options.dtype ?? valueOfFlag(options.args, '--dtype') ?? undefined,
      quantization: options.quantization,
      tensorParallel: options.tensorParallel,
      eager: (options.args ?? []).includes('--enforce-eager'),
      cachePrompt,
    }),
    installHint,
  })
}
